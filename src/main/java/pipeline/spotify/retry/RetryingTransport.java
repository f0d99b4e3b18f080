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
 * Retries transient failures. Failsafe repeats the attempts, and {@link RetryClassifier} decides.
 * The waits are those of {@link RequestGate} instead of Failsafe's delays for three reasons: a 429
 * pauses all threads and the end of the run interrupts the pause; a 429 resets the number of
 * consecutive faults, which a maximum number of attempts cannot express; and Failsafe's jitter may
 * shorten a Retry-After.
 */
public final class RetryingTransport implements HttpTransport {
  private static final Duration INITIAL_BACKOFF = Duration.ofMillis(500);
  private static final int MAX_DOUBLINGS = 4;

  /**
   * Without a maximum of its own, because the classifier limits faults and the gate limits
   * throttling.
   */
  private static final RetryPolicy<Attempt> POLICY =
      RetryPolicy.<Attempt>builder()
          .withMaxAttempts(-1)
          .handleIf((attempt, thrown) -> attempt != null && attempt.isRetryable())
          .build();

  private final HttpTransport inner;
  private final RequestGate gate;
  private final Jitter jitter;

  public RetryingTransport(HttpTransport inner, RequestGate gate, Jitter jitter) {
    this.inner = inner;
    this.gate = gate;
    this.jitter = jitter;
  }

  @Override
  public ApiResponse send(ApiRequest call) throws IOException {
    AttemptSequence attempts = new AttemptSequence(call);
    Attempt last = Failsafe.with(POLICY).get(attempts::next);
    return last.outcome().replyOrThrow().withAttempts(last.call().attempt());
  }

  private record Attempt(ApiRequest call, AttemptResult outcome, boolean isRetryable) {

    ApiRequest next() {
      return outcome.isThrottled() ? call.afterThrottle() : call.nextAttempt(call.faults() + 1);
    }
  }

  /** The attempts of one request. */
  private final class AttemptSequence {
    private ApiRequest next;

    AttemptSequence(ApiRequest first) {
      this.next = first;
    }

    Attempt next() {
      if (next.faults() > 0) {
        Duration pause =
            INITIAL_BACKOFF.multipliedBy(1L << Math.min(next.faults() - 1, MAX_DOUBLINGS));
        gate.pause(jitter.lengthen(pause, pause.dividedBy(2)));
      }
      AttemptResult outcome = AttemptResult.execute(inner, next);
      Attempt attempt = new Attempt(next, outcome, again(next, outcome));
      next = attempt.next();
      return attempt;
    }

    private boolean again(ApiRequest call, AttemptResult outcome) {
      ApiResponse reply = outcome.reply();
      if (reply != null && outcome.isThrottled()) {
        return !gate.isClosed(call, reply);
      }
      return RetryClassifier.isRetryableFault(outcome, call);
    }
  }
}
