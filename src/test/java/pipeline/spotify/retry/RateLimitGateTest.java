package pipeline.spotify.retry;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.FakeClients;

class RateLimitGateTest {

  /** The process can stall between two reads of the clock, for example during a collection. */
  @Test
  void pauseEndsIfItsEndPassesBetweenTwoReadsOfTheClock() {
    Clock clock = new AdvancingClock(Duration.ofMillis(300));
    RateLimitGate gate =
        new RateLimitGate(
            FakeClients.SETTINGS,
            new RateLimitBlock(StateStore.inMemory(), clock, false),
            clock,
            new Jitter(new Random(1)),
            ConditionWaiter.system(clock));

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> gate.pause(Duration.ofMillis(500)), "endless wait");
  }

  /** A clock that advances with each read. */
  private static final class AdvancingClock extends Clock {
    private final Duration step;
    private Instant now = Instant.EPOCH;

    AdvancingClock(Duration step) {
      this.step = step;
    }

    @Override
    public Instant instant() {
      Instant read = now;
      now = now.plus(step);
      return read;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
