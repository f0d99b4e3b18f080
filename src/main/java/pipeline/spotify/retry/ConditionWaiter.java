package pipeline.spotify.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** Waits until something changed or a moment has come, whichever is first. */
public interface ConditionWaiter {

  /** The caller holds the condition's lock. */
  void await(Condition changed, Instant until) throws InterruptedException;

  @SuppressWarnings("WaitNotInLoop") // who waits looks again
  static ConditionWaiter system(Clock clock) {
    return (changed, until) -> {
      long millis = Duration.between(clock.instant(), until).toMillis() + 1;
      // In slices, for the machine may sleep meanwhile and its clock jump.
      boolean unused = changed.await(Math.min(Math.max(millis, 1), 10_000), TimeUnit.MILLISECONDS);
    };
  }
}
