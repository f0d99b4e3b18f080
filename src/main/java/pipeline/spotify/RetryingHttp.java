package pipeline.spotify;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tries again what may pass by itself. Failsafe counts the attempts; the pauses are the gate's, for
 * the end of the run ends them, and after a 429 the gate holds every thread anyway.
 */
final class RetryingHttp implements Http {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int DOUBLINGS = 4;

  private static final RetryPolicy<Outcome> FAULTS =
      RetryPolicy.<Outcome>builder()
          .withMaxAttempts(RetryRules.ATTEMPTS)
          .handleIf((outcome, thrown) -> outcome != null && RetryRules.faulty(outcome))
          .build();

  /** Without end: the gate ends the run where Spotify asks for more patience than we have. */
  private static final RetryPolicy<Outcome> THROTTLES =
      RetryPolicy.<Outcome>builder()
          .withMaxAttempts(-1)
          .handleIf((outcome, thrown) -> outcome != null && outcome.throttled())
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
    return Failsafe.with(THROTTLES, FAULTS).get(attempts::next).orThrow();
  }

  private final class Attempts {
    private HttpCall call;
    private @Nullable Outcome last;

    Attempts(HttpCall call) {
      this.call = call;
    }

    Outcome next() {
      if (last != null) {
        call = call.again(last.throttled() ? 0 : call.faults() + 1);
      }
      if (call.faults() > 0) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(call.faults() - 1, DOUBLINGS));
        gate.pause(jitter.lengthen(pause, pause.dividedBy(2)));
      }
      last = Outcome.of(inner, call);
      return last;
    }
  }
}
