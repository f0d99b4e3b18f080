package pipeline.spotify.retry;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.AttemptResult;
import pipeline.spotify.http.HttpTransport;

/**
 * Retries transient failures. Failsafe repeats the attempts, and {@link RetryClassifier} decides
 * whether another attempt follows. {@link RateLimitGate} does the waiting. Failsafe's own waits and
 * limits do not fit, for three reasons:
 *
 * <ul>
 *   <li>A 429 must pause all threads, and the pause must stop if the run ends.
 *   <li>A 429 resets the number of consecutive faults. Failsafe's limit on attempts cannot express
 *       this rule.
 *   <li>Failsafe's jitter can shorten a Retry-After.
 * </ul>
 */
public record RetryingTransport(HttpTransport inner, RateLimitGate gate, Jitter jitter)
    implements HttpTransport {
  private static final Duration INITIAL_BACKOFF = Duration.ofMillis(500);

  /**
   * A policy without a limit on attempts, because the classifier limits faults and the gate limits
   * the waits for 429s.
   */
  private static final RetryPolicy<Attempt> POLICY =
      RetryPolicy.<Attempt>builder()
          .withMaxAttempts(-1)
          .handleIf((attempt, thrown) -> attempt != null && attempt.next() != null)
          .build();

  @Override
  public ApiResponse send(ApiRequest request) throws IOException {
    Attempt last =
        Failsafe.with(POLICY)
            .get(
                context -> {
                  Attempt previous = context.getLastResult();
                  return attempt(
                      previous == null ? request : Objects.requireNonNull(previous.next()));
                });
    return last.result().responseOrThrow().withAttempts(last.request().attempt());
  }

  /**
   * An attempt.
   *
   * @param next the request of the next attempt; null if this attempt is the last one
   */
  private record Attempt(ApiRequest request, AttemptResult result, @Nullable ApiRequest next) {}

  private Attempt attempt(ApiRequest request) {
    if (request.faults() > 0) {
      Duration pause = INITIAL_BACKOFF.multipliedBy(1L << (request.faults() - 1));
      gate.pause(jitter.lengthen(pause, pause.dividedBy(2)));
    }
    AttemptResult result = AttemptResult.execute(inner, request);
    return new Attempt(request, result, next(request, result));
  }

  private @Nullable ApiRequest next(ApiRequest request, AttemptResult result) {
    ApiResponse response = result.response();
    if (response != null && result.isThrottled()) {
      return gate.isClosed(request, response)
          ? null
          : request.afterThrottle(gate.requiredWait(response));
    }
    return RetryClassifier.isRetryableFault(result, request) ? request.afterFault() : null;
  }
}
