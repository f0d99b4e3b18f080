package pipeline.spotify.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Extends waits by a random time, so that several clients do not retry simultaneously. A wait is
 * never shortened.
 */
public record Jitter(RandomGenerator random) {

  public synchronized Duration lengthen(Duration wait, Duration maxExtra) {
    return wait.plusNanos((long) (random.nextDouble() * maxExtra.toNanos()));
  }
}
