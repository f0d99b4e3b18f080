package pipeline.spotify.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** Waits until a condition is signalled or a time is reached. */
public interface ConditionWaiter {

  /** The caller must hold the condition's lock. */
  void await(Condition changed, Instant until) throws InterruptedException;

  @SuppressWarnings("WaitNotInLoop") // the caller checks again
  static ConditionWaiter system(Clock clock) {
    return (changed, until) -> {
      long millis = Duration.between(clock.instant(), until).toMillis() + 1;
      // In slices, because the machine may sleep and its clock may jump.
      boolean unused = changed.await(Math.min(Math.max(millis, 1), 10_000), TimeUnit.MILLISECONDS);
    };
  }
}
