package pipeline.cli.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import pipeline.cli.result.ResultWriter.ResultLine;
import pipeline.cli.result.StageResult;
import pipeline.spotify.api.RequestStats;

/**
 * The figures of a command or of one of its stages. The figures of a stage cover all dates of the
 * command.
 *
 * @param rows the number of rows by table
 * @param bytes the size of the published partitions by table; 0 for an unchanged partition
 * @param seconds the duration; for several dates, the sum of their durations
 * @param exitCode the exit code of the first date that failed; 0 if none failed
 * @param endedAt the end of the last date
 */
record RunMetrics(
    Map<String, Long> rows,
    Map<String, Long> bytes,
    RequestStats calls,
    BigDecimal seconds,
    int exitCode,
    Instant endedAt) {

  static RunMetrics from(ResultLine line) {
    return new RunMetrics(
        line.result().rows(),
        line.result().writtenBytes(),
        line.result().calls(),
        line.seconds(),
        line.exitCode(),
        line.endedAt());
  }

  /**
   * Returns the figures of a stage for several dates: the sum of these figures and the figures for
   * a later date.
   */
  RunMetrics plus(RunMetrics later) {
    return new RunMetrics(
        StageResult.sum(rows, later.rows),
        StageResult.sum(bytes, later.bytes),
        calls.plus(later.calls),
        seconds.add(later.seconds),
        exitCode != 0 ? exitCode : later.exitCode,
        later.endedAt.isAfter(endedAt) ? later.endedAt : endedAt);
  }

  /** Returns the time of the end in seconds since 1970, with three decimals. */
  BigDecimal endSeconds() {
    return BigDecimal.valueOf(endedAt.toEpochMilli(), 3);
  }
}
