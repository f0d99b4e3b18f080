package pipeline.spotify.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A little longer each time, never shorter, so that not all come back at once. */
public final class Jitter {
  private final RandomGenerator random;

  public Jitter(RandomGenerator random) {
    this.random = random;
  }

  synchronized Duration lengthen(Duration wait, Duration maxExtra) {
    return wait.plusNanos((long) (random.nextDouble() * maxExtra.toNanos()));
  }
}
