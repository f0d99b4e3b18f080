package pipeline.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A histogram of latencies in steps of 1, 2, 5, 10, 20, 50 … milliseconds, as text. */
final class Histogram {
  private static final int WIDTH = 40;
  private static final int[] STEPS = {1, 2, 5};

  private Histogram() {}

  /**
   * Returns one line per step, from the first non-empty one to the last.
   *
   * @param sorted at least one latency
   */
  static String format(List<Duration> sorted) {
    int first = step(sorted.get(0));
    int last = step(sorted.get(sorted.size() - 1));
    long[] counts =
        IntStream.rangeClosed(first, last)
            .mapToLong(step -> sorted.stream().filter(latency -> step(latency) == step).count())
            .toArray();
    long max = IntStream.range(0, counts.length).mapToLong(i -> counts[i]).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      text.append("  to %6d ms  ".formatted(bound(first + i)));
      text.append(TextBars.format(counts[i], max, WIDTH)).append(counts[i]).append('\n');
    }
    return text.toString();
  }

  /** Returns the first step whose bound is not exceeded. */
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
}
