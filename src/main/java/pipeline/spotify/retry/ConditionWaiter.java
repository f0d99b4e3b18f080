package pipeline.spotify.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * Waits until a condition is signaled or a time is reached. A wait can also end earlier without a
 * reason, so the caller must check in a loop whether to wait again.
 */
public interface ConditionWaiter {

  /** Waits; the caller must hold the lock of the condition. */
  void await(Condition changed, Instant until) throws InterruptedException;

  @SuppressWarnings("WaitNotInLoop") // the caller waits in a loop
  static ConditionWaiter system(Clock clock) {
    return (changed, until) -> {
      long millis = Duration.between(clock.instant(), until).toMillis() + 1;
      // At most 10 s per wait, because the machine may sleep and its clock may jump. The caller's
      // loop then compares the time again.
      boolean unused = changed.await(Math.min(Math.max(millis, 1), 10_000), TimeUnit.MILLISECONDS);
    };
  }
}
