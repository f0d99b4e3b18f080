package pipeline.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pipeline.spotify.api.LatencySample;

/**
 * What samples say together.
 *
 * @param samples in their order, at least one
 */
public record BenchmarkSummary(List<LatencySample> samples) {
  public BenchmarkSummary {
    samples = List.copyOf(samples);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no samples");
    }
  }

  public int requests() {
    return samples.size();
  }

  public long successes() {
    return samples.stream().filter(LatencySample::isSuccess).count();
  }

  /** The 429 that ended it. */
  public Optional<LatencySample> throttle() {
    return Optional.of(last()).filter(LatencySample::isThrottled);
  }

  LatencySample first() {
    return samples.get(0);
  }

  LatencySample last() {
    return samples.get(samples.size() - 1);
  }

  /** From the first request's start to the last one's end. */
  Duration span() {
    return Duration.between(first().sentAt(), last().sentAt().plus(last().latency()));
  }

  /** Of the answers that are successes. */
  LatencyPercentiles latencies() {
    return LatencyPercentiles.from(
        samples.stream().filter(LatencySample::isSuccess).map(LatencySample::latency).toList());
  }

  /** What is no success, by status: 0 for none. */
  Map<Integer, Long> failures() {
    Map<Integer, Long> failures = new TreeMap<>();
    samples.stream()
        .filter(sample -> !sample.isSuccess())
        .forEach(sample -> failures.merge(sample.status(), 1L, Long::sum));
    return failures;
  }

  List<Instant> sent() {
    return samples.stream().map(LatencySample::sentAt).toList();
  }
}
