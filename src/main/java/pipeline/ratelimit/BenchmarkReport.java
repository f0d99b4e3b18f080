package pipeline.ratelimit;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import pipeline.spotify.api.LatencySample;

/** A formatter of a {@link BenchmarkSummary} as text for the terminal. */
public record BenchmarkReport(BenchmarkSummary summary) {
  /**
   * Returns the text; each line ends with a line break.
   *
   * @param request the request that was measured
   */
  public String format(String request) {
    return request
        + "\n\n"
        + requests()
        + latency()
        + limit()
        + histogram()
        + "\nSuccesses by time:\n"
        + BenchmarkCharts.timeline(summary);
  }

  private String requests() {
    double seconds = summary.span().toNanos() / 1e9;
    String failures =
        summary.failures().entrySet().stream()
            .map(BenchmarkReport::failure)
            .collect(Collectors.joining());
    return "Requests   %d in %.1f s%s: %d succeeded%s\n"
        .formatted(
            summary.requests(),
            seconds,
            seconds < 1 ? "" : " (%.1f a second)".formatted(summary.requests() / seconds),
            summary.successes(),
            failures);
  }

  private static String failure(Map.Entry<Integer, Long> failure) {
    String outcome = failure.getKey() == 0 ? "without a response" : "answered " + failure.getKey();
    return ", %d %s".formatted(failure.getValue(), outcome);
  }

  private String latency() {
    LatencyPercentiles latencies = summary.latencies();
    if (latencies.isEmpty()) {
      return "Latency    none: no request succeeded\n";
    }
    return "Latency    p50 %s, p90 %s, p99 %s, max %s\n"
        .formatted(
            millis(latencies.percentile(50)),
            millis(latencies.percentile(90)),
            millis(latencies.percentile(99)),
            millis(latencies.max()));
  }

  private static String millis(Duration latency) {
    double millis = latency.toNanos() / 1e6;
    return millis < 10 ? "%.1f ms".formatted(millis) : "%.0f ms".formatted(millis);
  }

  private String limit() {
    return summary
        .throttle()
        .map(this::throttled)
        .orElseGet(
            () ->
                "429        none; the most requests in any 30 s: %d\n"
                    .formatted(RollingWindow.maxCount(summary.sent())));
  }

  private String throttled(LatencySample throttle) {
    double after =
        Duration.between(summary.first().sentAt(), throttle.sentAt()).toMillis() / 1000.0;
    String retryAfter =
        throttle.retryAfter() == null
            ? "no Retry-After"
            : "Retry-After was %d s".formatted(throttle.retryAfter().toSeconds());
    return """
    429        began with request %d, after %.1f s; it was the %s request within 30 s
               %s; send no request before %s
    """
        .formatted(
            summary.requests(),
            after,
            ordinal(RollingWindow.countAtEnd(summary.sent())),
            retryAfter,
            throttle.blockedUntil());
  }

  private static String ordinal(int number) {
    boolean teen = number / 10 % 10 == 1;
    return number
        + switch (teen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }

  private String histogram() {
    LatencyPercentiles latencies = summary.latencies();
    return latencies.isEmpty()
        ? ""
        : "\nLatencies:\n" + BenchmarkCharts.histogram(latencies.sorted());
  }
}
