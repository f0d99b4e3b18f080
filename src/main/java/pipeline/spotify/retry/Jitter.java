package pipeline.spotify.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Extends waits by a random time, so that clients do not return simultaneously. It never shortens a
 * wait.
 */
public record Jitter(RandomGenerator random) {

  synchronized Duration lengthen(Duration wait, Duration maxExtra) {
    return wait.plusNanos((long) (random.nextDouble() * maxExtra.toNanos()));
  }
}
