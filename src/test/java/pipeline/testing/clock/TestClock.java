package pipeline.testing.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that is set and then advances with the system clock, so that waits end. */
public final class TestClock extends UtcClock {
  private volatile Duration offset = Duration.ZERO;

  public void set(String instant) {
    offset = Duration.between(Clock.systemUTC().instant(), Instant.parse(instant));
  }

  public void advance(Duration by) {
    offset = offset.plus(by);
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plus(offset);
  }
}
