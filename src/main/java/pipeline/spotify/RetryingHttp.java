package pipeline.spotify;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.time.Duration;

/**
 * Tries again what may pass by itself. Failsafe does the repeating, {@link RetryRules} decide, and
 * the pauses are the gate's, for the end of the run ends them, and after a 429 it holds every
 * thread.
 */
final class RetryingHttp implements Http {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int DOUBLINGS = 4;

  /** Without a number of its own: the rules count, and the gate ends what is throttled too long. */
  private static final RetryPolicy<Attempt> POLICY =
      RetryPolicy.<Attempt>builder()
          .withMaxAttempts(-1)
          .handleIf((attempt, thrown) -> attempt != null && attempt.again())
          .build();

  private final Http inner;
  private final Gate gate;
  private final Jitter jitter;

  RetryingHttp(Http inner, Gate gate, Jitter jitter) {
    this.inner = inner;
    this.gate = gate;
    this.jitter = jitter;
  }

  @Override
  public HttpReply send(HttpCall call) throws IOException {
    Attempts attempts = new Attempts(call);
    Attempt last = Failsafe.with(POLICY).get(attempts::next);
    return last.outcome().orThrow().after(last.call().attempt());
  }

  private record Attempt(HttpCall call, Outcome outcome, boolean again) {

    HttpCall next() {
      return outcome.throttled() ? call.afterThrottle() : call.again(call.faults() + 1);
    }
  }

  /** One call's attempts. */
  private final class Attempts {
    private HttpCall next;

    Attempts(HttpCall first) {
      this.next = first;
    }

    Attempt next() {
      if (next.faults() > 0) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(next.faults() - 1, DOUBLINGS));
        gate.pause(jitter.lengthen(pause, pause.dividedBy(2)));
      }
      Outcome outcome = Outcome.of(inner, next);
      Attempt attempt = new Attempt(next, outcome, again(next, outcome));
      next = attempt.next();
      return attempt;
    }

    private boolean again(HttpCall call, Outcome outcome) {
      HttpReply reply = outcome.reply();
      if (reply != null && outcome.throttled()) {
        return !gate.isClosed(call, reply);
      }
      return RetryRules.faultThatMayPass(outcome, call);
    }
  }
}
