package pipeline.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import pipeline.spotify.api.LatencySample;

/**
 * Takes samples until the requested number is reached, until the first 429, or until 5 consecutive
 * requests fail. The benchmark sends one request at a time, so that only one request receives a
 * 429.
 *
 * @param interval the time from the start of a request to the start of the next request; if a
 *     response takes longer, the next request starts after the response
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
   * Takes samples and returns them.
   *
   * @param requests the maximum number of samples, at least 1
   * @param done called after each sample
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
