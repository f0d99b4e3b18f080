package pipeline.testing.clock;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that always has the time zone UTC. */
abstract class UtcClock extends Clock {
  @Override
  public final ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public final Clock withZone(ZoneId zone) {
    return this;
  }
}
