package pipeline.ratelimit;

import java.time.Duration;
import java.util.List;

/**
 * Percentiles of latencies by the nearest-rank method. Each percentile is a measured value.
 *
 * @param sorted the latencies in ascending order
 */
record LatencyPercentiles(List<Duration> sorted) {

  static LatencyPercentiles from(List<Duration> measured) {
    return new LatencyPercentiles(measured.stream().sorted().toList());
  }

  boolean isEmpty() {
    return sorted.isEmpty();
  }

  /**
   * Returns a percentile: the smallest latency for which at least {@code percent} percent of all
   * latencies are equal or shorter.
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
