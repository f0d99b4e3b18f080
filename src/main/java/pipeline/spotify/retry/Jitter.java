package pipeline.spotify.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A random extension of a wait, never a reduction, so that clients do not return simultaneously.
 */
public final class Jitter {
  private final RandomGenerator random;

  public Jitter(RandomGenerator random) {
    this.random = random;
  }

  synchronized Duration lengthen(Duration wait, Duration maxExtra) {
    return wait.plusNanos((long) (random.nextDouble() * maxExtra.toNanos()));
  }
}
