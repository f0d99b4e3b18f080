package pipeline.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
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
   * Takes samples.
   *
   * @param requests the maximum number of samples, at least 1
   * @param consumer receives each sample
   */
  public void take(int requests, Consumer<LatencySample> consumer) throws InterruptedException {
    Instant next = clock.instant();
    int failures = 0;
    for (int sent = 0; sent < requests && failures < MAX_CONSECUTIVE_FAILURES; sent++) {
      waitUntil(next);
      LatencySample sample = sampler.get();
      consumer.accept(sample);
      if (sample.isThrottled()) {
        break;
      }
      failures = sample.isSuccess() ? 0 : failures + 1;
      next = sample.sentAt().plus(interval);
    }
  }

  private void waitUntil(Instant next) throws InterruptedException {
    Duration wait = Duration.between(clock.instant(), next);
    if (wait.compareTo(Duration.ZERO) > 0) {
      pause.sleep(wait);
    }
  }
}
