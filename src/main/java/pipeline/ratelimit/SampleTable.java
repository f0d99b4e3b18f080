package pipeline.ratelimit;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.output.Column;
import pipeline.output.ResultTable;
import pipeline.spotify.api.LatencySample;

/** The samples as a table for a file, one row each. */
public final class SampleTable {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("at", "At"),
          Column.number("microseconds", "µs"),
          Column.number("status", "Status"),
          Column.number("retry_after_seconds", "Retry-After"),
          Column.text("failure", "Failure"));

  private SampleTable() {}

  public static ResultTable from(BenchmarkSummary summary) {
    return new ResultTable(
        "sample", COLUMNS, summary.samples().stream().map(SampleTable::row).toList());
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
