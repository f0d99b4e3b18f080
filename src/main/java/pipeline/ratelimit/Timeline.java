package pipeline.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pipeline.spotify.api.LatencySample;

/** The responses over time: one line per interval of whole seconds, at most twenty lines. */
final class Timeline {
  private static final int MAX_LINES = 20;
  private static final int WIDTH = 40;

  private final BenchmarkSummary summary;
  private final long seconds;

  private Timeline(BenchmarkSummary summary) {
    this.summary = summary;
    long all = second(summary.last()) + 1;
    this.seconds = (all + MAX_LINES - 1) / MAX_LINES;
  }

  static String format(BenchmarkSummary summary) {
    return new Timeline(summary).text();
  }

  private String text() {
    List<List<LatencySample>> intervals = new ArrayList<>();
    for (LatencySample sample : summary.samples()) {
      int interval = (int) (second(sample) / seconds);
      while (intervals.size() <= interval) {
        intervals.add(new ArrayList<>());
      }
      intervals.get(interval).add(sample);
    }
    int max = intervals.stream().mapToInt(List::size).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < intervals.size(); i++) {
      text.append("%9d s  ".formatted(i * seconds));
      text.append(line(intervals.get(i), max)).append('\n');
    }
    return text.toString();
  }

  private static String line(List<LatencySample> samples, int max) {
    long successes = samples.stream().filter(LatencySample::isSuccess).count();
    String failures =
        samples.stream()
            .filter(sample -> !sample.isSuccess())
            .map(sample -> sample.status() == 0 ? " failed" : " " + sample.status())
            .collect(Collectors.joining());
    return TextBars.format(successes, max, WIDTH) + successes + failures;
  }

  private long second(LatencySample sample) {
    return Math.max(0, Duration.between(summary.first().sentAt(), sample.sentAt()).toSeconds());
  }
}
