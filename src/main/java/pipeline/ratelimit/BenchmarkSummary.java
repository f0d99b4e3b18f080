package pipeline.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pipeline.output.Column;
import pipeline.output.ResultTable;
import pipeline.spotify.api.LatencySample;

/**
 * The key figures of a measurement.
 *
 * @param samples at least one sample, in the order of the requests
 */
public record BenchmarkSummary(List<LatencySample> samples) {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("at", "At"),
          Column.number("microseconds", "µs"),
          Column.number("status", "Status"),
          Column.number("retry_after_seconds", "Retry-After"),
          Column.text("failure", "Failure"));

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

  /** Returns the 429 that ended the measurement; empty if the measurement ended without one. */
  public Optional<LatencySample> throttle() {
    return Optional.of(last()).filter(LatencySample::isThrottled);
  }

  LatencySample first() {
    return samples.get(0);
  }

  LatencySample last() {
    return samples.get(samples.size() - 1);
  }

  /** Returns the time from the start of the first request to the end of the last request. */
  Duration span() {
    return Duration.between(first().sentAt(), last().sentAt().plus(last().latency()));
  }

  /** Returns the latencies of successful responses. */
  LatencyPercentiles latencies() {
    return LatencyPercentiles.from(
        samples.stream().filter(LatencySample::isSuccess).map(LatencySample::latency).toList());
  }

  /**
   * Returns the number of failures by HTTP status. Status 0 stands for a request without a
   * response.
   */
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

  /** Returns the whole seconds from the first request to the request of the sample. */
  long second(LatencySample sample) {
    return Math.max(0, Duration.between(first().sentAt(), sample.sentAt()).toSeconds());
  }

  /** Returns a table with one row per sample. */
  public ResultTable toTable() {
    return new ResultTable("sample", COLUMNS, samples.stream().map(BenchmarkSummary::row).toList());
  }

  private static List<@Nullable Object> row(LatencySample sample) {
    return Arrays.asList(
        sample.sentAt().toString(),
        sample.latency().toNanos() / 1000,
        sample.status() == 0 ? null : Long.valueOf(sample.status()),
        sample.retryAfter() == null ? null : sample.retryAfter().toSeconds(),
        sample.failure());
  }
}
