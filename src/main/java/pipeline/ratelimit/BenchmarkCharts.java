package pipeline.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import pipeline.spotify.api.LatencySample;

/** Text charts of the samples, with one bar per line. */
final class BenchmarkCharts {
  private static final int BAR_WIDTH = 40;
  private static final int MAX_INTERVALS = 20;
  private static final int[] STEPS = {1, 2, 5};

  private BenchmarkCharts() {}

  /**
   * Returns a histogram with one line per step of 1, 2, 5, 10, 20, 50 … milliseconds, from the
   * first non-empty step to the last non-empty step.
   *
   * @param sorted at least one latency, in ascending order
   */
  static String histogram(List<Duration> sorted) {
    int first = step(sorted.get(0));
    long[] counts = new long[step(sorted.get(sorted.size() - 1)) - first + 1];
    sorted.forEach(latency -> counts[step(latency) - first]++);
    long max = LongStream.of(counts).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      text.append(
          "  to %6d ms  %s%d\n".formatted(bound(first + i), bar(counts[i], max), counts[i]));
    }
    return text.toString();
  }

  /** Returns the first step whose upper bound is at least the latency. */
  private static int step(Duration latency) {
    int step = 0;
    while (latency.compareTo(Duration.ofMillis(bound(step))) > 0) {
      step++;
    }
    return step;
  }

  private static long bound(int step) {
    long bound = STEPS[step % STEPS.length];
    for (int decade = step / STEPS.length; decade > 0; decade--) {
      bound *= 10;
    }
    return bound;
  }

  /**
   * Returns the samples by time, with one line per interval. An interval lasts a whole number of
   * seconds.
   */
  static String timeline(BenchmarkSummary summary) {
    long seconds = summary.second(summary.last()) / MAX_INTERVALS + 1;
    List<List<LatencySample>> intervals = new ArrayList<>();
    for (LatencySample sample : summary.samples()) {
      int interval = (int) (summary.second(sample) / seconds);
      while (intervals.size() <= interval) {
        intervals.add(new ArrayList<>());
      }
      intervals.get(interval).add(sample);
    }
    long max = intervals.stream().mapToLong(List::size).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < intervals.size(); i++) {
      text.append("%9d s  %s\n".formatted(i * seconds, describe(intervals.get(i), max)));
    }
    return text.toString();
  }

  private static String describe(List<LatencySample> samples, long max) {
    long successes = samples.stream().filter(LatencySample::isSuccess).count();
    String failures =
        samples.stream()
            .filter(sample -> !sample.isSuccess())
            .map(sample -> sample.status() == 0 ? " failed" : " " + sample.status())
            .collect(Collectors.joining());
    return bar(successes, max) + successes + failures;
  }

  /**
   * Returns a bar whose length is proportional to the count. The bar of {@code max} has 40
   * characters, and the bar of any count above 0 has at least one.
   */
  private static String bar(long count, long max) {
    return count == 0
        ? ""
        : "#".repeat((int) Math.max(1, Math.round((double) BAR_WIDTH * count / max))) + " ";
  }
}
