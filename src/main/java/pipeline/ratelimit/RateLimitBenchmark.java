package pipeline.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import pipeline.spotify.api.LatencySample;

/**
 * Takes samples one at a time, so that only one 429 occurs: until there are enough, until the first
 * 429, or until several requests got no response.
 *
 * @param interval time from the start of a request to that of the next; a slower response delays it
 */
public record RateLimitBenchmark(
    Supplier<LatencySample> sampler, Clock clock, PauseAction pause, Duration interval) {
  private static final int MAX_CONSECUTIVE_FAILURES = 5;

  /** Waits for a duration. */
  @FunctionalInterface
  public interface PauseAction {
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * Returns up to this number of samples, at least one.
   *
   * @param done runs after each sample
   */
  public List<LatencySample> take(int requests, Runnable done) throws InterruptedException {
    List<LatencySample> samples = new ArrayList<>();
    Instant next = clock.instant();
    int failures = 0;
    while (samples.size() < requests && failures < MAX_CONSECUTIVE_FAILURES) {
      waitUntil(next);
      LatencySample sample = sampler.get();
      samples.add(sample);
      done.run();
      if (sample.isThrottled()) {
        break;
      }
      failures = sample.isSuccess() ? 0 : failures + 1;
      next = sample.sentAt().plus(interval);
    }
    return samples;
  }

  private void waitUntil(Instant next) throws InterruptedException {
    Duration wait = Duration.between(clock.instant(), next);
    if (wait.compareTo(Duration.ZERO) > 0) {
      pause.sleep(wait);
    }
  }
}
