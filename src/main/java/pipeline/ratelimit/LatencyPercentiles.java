package pipeline.ratelimit;

import java.time.Duration;
import java.util.List;

/** Latencies in order, for percentiles by nearest rank: each is one that was measured. */
record LatencyPercentiles(List<Duration> sorted) {

  static LatencyPercentiles from(List<Duration> measured) {
    return new LatencyPercentiles(measured.stream().sorted().toList());
  }

  boolean isEmpty() {
    return sorted.isEmpty();
  }

  /**
   * The least that so many per cent do not exceed.
   *
   * @param percent above 0, up to 100
   */
  Duration percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("no percentile: " + percent);
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.max(1, rank) - 1);
  }

  Duration max() {
    return percentile(100);
  }
}
