package pipeline.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pipeline.spotify.api.LatencySample;

/** What came back when: a line for each stretch of whole seconds, at most twenty lines. */
final class Timeline {
  private static final int LINES = 20;
  private static final int WIDTH = 40;

  private final BenchmarkSummary summary;
  private final long seconds;

  private Timeline(BenchmarkSummary summary) {
    this.summary = summary;
    long all = second(summary.last()) + 1;
    this.seconds = (all + LINES - 1) / LINES;
  }

  static String of(BenchmarkSummary summary) {
    return new Timeline(summary).text();
  }

  private String text() {
    List<List<LatencySample>> stretches = new ArrayList<>();
    for (LatencySample sample : summary.samples()) {
      int stretch = (int) (second(sample) / seconds);
      while (stretches.size() <= stretch) {
        stretches.add(new ArrayList<>());
      }
      stretches.get(stretch).add(sample);
    }
    int most = stretches.stream().mapToInt(List::size).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < stretches.size(); i++) {
      text.append("%9d s  ".formatted(i * seconds));
      text.append(line(stretches.get(i), most)).append('\n');
    }
    return text.toString();
  }

  private static String line(List<LatencySample> samples, int most) {
    long successes = samples.stream().filter(LatencySample::isSuccess).count();
    String failures =
        samples.stream()
            .filter(sample -> !sample.isSuccess())
            .map(sample -> sample.status() == 0 ? " failed" : " " + sample.status())
            .collect(Collectors.joining());
    return TextBars.of(successes, most, WIDTH) + successes + failures;
  }

  private long second(LatencySample sample) {
    return Math.max(0, Duration.between(summary.first().sentAt(), sample.sentAt()).toSeconds());
  }
}
