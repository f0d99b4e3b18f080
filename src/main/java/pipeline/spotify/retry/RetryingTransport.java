package pipeline.spotify.retry;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
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
  private static final int MAX_DOUBLINGS = 4;

  /**
   * A policy without a limit on attempts, because the classifier limits faults and the gate limits
   * the waits for 429s.
   */
  private static final RetryPolicy<Attempt> POLICY =
      RetryPolicy.<Attempt>builder()
          .withMaxAttempts(-1)
          .handleIf((attempt, thrown) -> attempt != null && attempt.isRetryable())
          .build();

  @Override
  public ApiResponse send(ApiRequest request) throws IOException {
    Attempt last =
        Failsafe.with(POLICY)
            .get(
                context -> {
                  Attempt previous = context.getLastResult();
                  return attempt(previous == null ? request : previous.next());
                });
    return last.result().responseOrThrow().withAttempts(last.request().attempt());
  }

  private record Attempt(ApiRequest request, AttemptResult result, boolean isRetryable) {

    ApiRequest next() {
      return result.isThrottled() ? request.afterThrottle() : request.afterFault();
    }
  }

  private Attempt attempt(ApiRequest request) {
    if (request.faults() > 0) {
      long factor = 1L << Math.min(request.faults() - 1, MAX_DOUBLINGS);
      Duration pause = INITIAL_BACKOFF.multipliedBy(factor);
      gate.pause(jitter.lengthen(pause, pause.dividedBy(2)));
    }
    AttemptResult result = AttemptResult.execute(inner, request);
    ApiResponse response = result.response();
    boolean isRetryable =
        (response != null && result.isThrottled())
            ? !gate.isClosed(request, response)
            : RetryClassifier.isRetryableFault(result, request);
    return new Attempt(request, result, isRetryable);
  }
}
