package pipeline.testing.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import pipeline.spotify.retry.ConditionWaiter;

/** A clock that never advances by itself. A wait advances the clock at once. */
public final class FakeTime extends UtcClock implements ConditionWaiter {
  public static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  private Instant now = START;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  public Duration elapsed() {
    return Duration.between(START, instant());
  }

  @Override
  public synchronized void await(Condition changed, Instant until) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    now = until.isAfter(now) ? until : now;
  }
}
