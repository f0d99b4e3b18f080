package pipeline.cli.result;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.cli.result.ResultWriter.ResultLine;
import pipeline.cli.result.StageResult.AuditStatus;
import pipeline.json.Json;
import pipeline.spotify.api.RequestStats;

/**
 * The state of a running command or of one of its stages. A result line can be created from the
 * state at any time.
 */
public final class RunReport {
  private final String command;
  private final @Nullable String date;
  private final String runId;
  private final Clock clock;
  private final Instant startedAt;
  private StageResult result = StageResult.EMPTY;
  private final WarningSummary warnings = new WarningSummary();
  private final Map<String, Object> details = new LinkedHashMap<>();
  private final List<Supplier<StageResult>> running = new ArrayList<>();

  /**
   * Starts a report.
   *
   * @param date the date in ISO form, or a range as {@code from/to}; null if the command has no
   *     date
   */
  public RunReport(String command, @Nullable String date, String runId, Clock clock) {
    this.command = command;
    this.date = date;
    this.runId = runId;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /**
   * Includes the unfinished result of a running stage in all result lines, until {@link #add} or
   * {@link #addStage} adds the final result of the stage.
   */
  public synchronized void addRunning(Supplier<StageResult> unfinished) {
    running.add(unfinished);
  }

  /** Adds a key to the result line of this command. Adds nothing if the value is null. */
  public synchronized void addDetail(String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }

  public synchronized void add(StageResult more) {
    result = result.plus(more);
    running.clear();
  }

  /**
   * Adds the result of a stage for a date. The warnings of all stages are summarized.
   *
   * @param unfinished the supplier that was passed to {@link #addRunning} for the stage
   */
  public synchronized void addStage(
      String stageDate, StageResult more, Supplier<StageResult> unfinished) {
    warnings.add(stageDate, more.warnings());
    result = result.plus(more.withWarnings(List.of()));
    running.remove(unfinished);
  }

  /**
   * Returns the result line of a successful command. The status is {@code ok} if the command
   * changed data, and {@code kept} if it changed nothing.
   */
  public synchronized ResultLine okResult() {
    return line(result.changed() ? "ok" : "kept", ExitCode.OK, null);
  }

  /**
   * Returns the result line of a successful command that prints data. Its status is always {@code
   * ok}.
   */
  public synchronized ResultLine answerResult() {
    return line("ok", ExitCode.OK, null);
  }

  public synchronized ResultLine failedResult(FailureInfo failure) {
    return line("failed", failure.code(), failure);
  }

  public synchronized ResultLine stoppedResult(ExitCode code) {
    return line("stopped", code, null);
  }

  private ResultLine line(String status, ExitCode code, @Nullable FailureInfo failure) {
    StageResult total = running.stream().map(Supplier::get).reduce(result, StageResult::plus);
    RequestStats requests = total.calls();
    Instant endedAt = clock.instant();
    BigDecimal seconds = seconds(endedAt);
    List<String> allWarnings =
        Stream.concat(warnings.warnings().stream(), total.warnings().stream()).toList();
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("command", command);
    line.put("date", date);
    line.put("status", status);
    line.put("changed", total.changed());
    line.put("rows", total.rows());
    line.putAll(details);
    line.put("source", total.source());
    line.put("late", total.late());
    line.put("partial", total.partial());
    line.put("truncated", total.truncated());
    line.put("requests", requests.requests());
    line.put("retries", requests.retries());
    line.put("throttled", requests.throttled());
    line.put("calls", requests.byKind().isEmpty() ? null : requests.byKind());
    line.put("bytes", sum(total.writtenBytes()));
    line.put("seconds", seconds);
    line.put("run_id", runId);
    line.put("exit_code", code.number());
    line.put("audit", audit(total, failure));
    line.put("retry_at", failure == null ? null : failure.retryAt());
    line.put("warnings", allWarnings.isEmpty() ? null : allWarnings);
    line.put("error", failure == null ? null : failure.message());
    return new ResultLine(Json.formatObject(line), code.number(), command, total, seconds, endedAt);
  }

  private static @Nullable Long sum(Map<String, Long> bytes) {
    return bytes.isEmpty() ? null : bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  private BigDecimal seconds(Instant endedAt) {
    long millis = Duration.between(startedAt, endedAt).toMillis();
    return BigDecimal.valueOf(Math.max(0, millis), 3);
  }

  private static @Nullable String audit(StageResult total, @Nullable FailureInfo failure) {
    AuditStatus failed = failure != null && failure.isAuditFailure() ? AuditStatus.FAILED : null;
    AuditStatus worst = AuditStatus.worse(failed, total.audit());
    return worst == null ? null : worst.name().toLowerCase(Locale.ROOT);
  }
}
