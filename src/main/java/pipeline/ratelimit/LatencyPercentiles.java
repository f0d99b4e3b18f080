package pipeline.ratelimit;

import java.time.Duration;
import java.util.List;

/** Percentiles of latencies by nearest rank, so each one is a measured value. */
record LatencyPercentiles(List<Duration> sorted) {

  static LatencyPercentiles from(List<Duration> measured) {
    return new LatencyPercentiles(measured.stream().sorted().toList());
  }

  boolean isEmpty() {
    return sorted.isEmpty();
  }

  /**
   * Returns the smallest value that this share of the latencies does not exceed.
   *
   * @param percent above 0, up to 100
   */
  Duration percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("invalid percentile: " + percent);
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.max(1, rank) - 1);
  }

  Duration max() {
    return percentile(100);
  }
}
