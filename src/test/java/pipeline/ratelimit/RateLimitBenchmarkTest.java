package pipeline.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import pipeline.spotify.api.LatencySample;

class RateLimitBenchmarkTest {
  private Instant now = ExampleSamples.NOON;
  private final AtomicInteger requestCount = new AtomicInteger();
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private List<LatencySample> take(
      int requests, Duration interval, IntFunction<LatencySample> answer)
      throws InterruptedException {
    RateLimitBenchmark measurement =
        new RateLimitBenchmark(
            () -> {
              LatencySample sample = answer.apply(requestCount.incrementAndGet());
              now = now.plus(sample.latency());
              return sample;
            },
            clock,
            wait -> now = now.plus(wait),
            interval);
    return measurement.take(requests, () -> {});
  }

  private List<Long> startTimes(List<LatencySample> samples) {
    return samples.stream()
        .map(sample -> Duration.between(ExampleSamples.NOON, sample.sentAt()).toMillis())
        .toList();
  }

  @Test
  void requestsStartAtEachInterval() throws InterruptedException {
    var samples = take(4, Duration.ofMillis(100), i -> ExampleSamples.ok(now, 30));
    assertEquals(List.of(0L, 100L, 200L, 300L), startTimes(samples));
  }

  @Test
  void slowResponseDelaysTheNextRequestWithoutCatchingUp() throws InterruptedException {
    var samples = take(4, Duration.ofMillis(100), i -> ExampleSamples.ok(now, i == 2 ? 350 : 30));
    assertEquals(List.of(0L, 100L, 450L, 550L), startTimes(samples));
  }

  @Test
  void zeroIntervalSendsWithoutPauses() throws InterruptedException {
    assertEquals(
        List.of(0L, 30L, 60L), startTimes(take(3, Duration.ZERO, i -> ExampleSamples.ok(now, 30))));
  }

  @Test
  void first429EndsTheMeasurement() throws InterruptedException {
    var samples =
        take(
            100,
            Duration.ZERO,
            i ->
                i == 7
                    ? ExampleSamples.throttled(now, Duration.ofSeconds(30))
                    : ExampleSamples.ok(now, 5));
    assertEquals(7, samples.size());
    assertEquals(7, requestCount.get());
    assertEquals(429, samples.get(6).status());
  }

  @Test
  void fiveFailuresInARowEndTheMeasurement() throws InterruptedException {
    assertEquals(5, take(100, Duration.ZERO, i -> ExampleSamples.failed(now, 503)).size());
  }

  @Test
  void singleFailuresDoNotEndTheMeasurement() throws InterruptedException {
    var samples =
        take(
            20,
            Duration.ZERO,
            i -> i % 5 == 0 ? ExampleSamples.ok(now, 5) : ExampleSamples.failed(now, 500));
    assertEquals(20, samples.size());
  }
}
