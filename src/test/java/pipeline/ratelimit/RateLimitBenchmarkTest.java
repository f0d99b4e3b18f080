package pipeline.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import pipeline.spotify.api.LatencySample;
import pipeline.testing.clock.FakeTime;

class RateLimitBenchmarkTest {
  private final AtomicInteger requestCount = new AtomicInteger();
  private final FakeTime time = new FakeTime();

  private List<LatencySample> take(
      int requests, Duration interval, IntFunction<LatencySample> answer)
      throws InterruptedException {
    RateLimitBenchmark measurement =
        new RateLimitBenchmark(
            () -> {
              LatencySample sample = answer.apply(requestCount.incrementAndGet());
              time.advance(sample.latency());
              return sample;
            },
            time,
            time::advance,
            interval);
    List<LatencySample> samples = new ArrayList<>();
    measurement.take(requests, samples::add);
    return samples;
  }

  private List<Long> startTimes(List<LatencySample> samples) {
    return samples.stream()
        .map(sample -> Duration.between(FakeTime.START, sample.sentAt()).toMillis())
        .toList();
  }

  @Test
  void requestsStartAtEachInterval() throws InterruptedException {
    var samples = take(4, Duration.ofMillis(100), i -> ExampleSamples.ok(time.instant(), 30));
    assertEquals(List.of(0L, 100L, 200L, 300L), startTimes(samples));
  }

  @Test
  void slowResponseDelaysTheNextRequestWithoutCatchingUp() throws InterruptedException {
    var samples =
        take(4, Duration.ofMillis(100), i -> ExampleSamples.ok(time.instant(), i == 2 ? 350 : 30));
    assertEquals(List.of(0L, 100L, 450L, 550L), startTimes(samples));
  }

  @Test
  void zeroIntervalSendsWithoutPauses() throws InterruptedException {
    assertEquals(
        List.of(0L, 30L, 60L),
        startTimes(take(3, Duration.ZERO, i -> ExampleSamples.ok(time.instant(), 30))));
  }

  @Test
  void first429EndsTheMeasurement() throws InterruptedException {
    var samples =
        take(
            100,
            Duration.ZERO,
            i ->
                i == 7
                    ? ExampleSamples.throttled(time.instant(), Duration.ofSeconds(30))
                    : ExampleSamples.ok(time.instant(), 5));
    assertEquals(7, samples.size());
    assertEquals(7, requestCount.get());
    assertEquals(429, samples.get(6).status());
  }

  @Test
  void fiveFailuresInARowEndTheMeasurement() throws InterruptedException {
    assertEquals(
        5, take(100, Duration.ZERO, i -> ExampleSamples.failed(time.instant(), 503)).size());
  }

  @Test
  void singleFailuresDoNotEndTheMeasurement() throws InterruptedException {
    var samples =
        take(
            20,
            Duration.ZERO,
            i ->
                i % 5 == 0
                    ? ExampleSamples.ok(time.instant(), 5)
                    : ExampleSamples.failed(time.instant(), 500));
    assertEquals(20, samples.size());
  }
}
