package pipeline.cli.result;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;

/**
 * The line on stdout that tells a scheduler how a command, or a stage of it, ended.
 *
 * @param date the partition, or "from/to"; null where the command line did not tell
 * @param status ok, kept (nothing had to change), failed or stopped
 * @param details what only this command has to tell
 * @param failure null where it did not fail
 */
public record ResultLine(
    String command,
    @Nullable String date,
    String status,
    StageResult outcome,
    Map<String, Object> details,
    Duration duration,
    String runId,
    int exitCode,
    @Nullable FailureInfo failure) {

  /** Whole, without a line break. */
  String toJson() {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("command", command);
    line.put("date", date);
    line.put("status", status);
    line.put("changed", outcome.changed());
    line.put("rows", outcome.rows());
    line.putAll(details);
    line.put("source", outcome.source());
    line.put("late", outcome.late());
    line.put("partial", outcome.partial());
    line.put("truncated", outcome.truncated());
    line.put("requests", outcome.calls().requests());
    line.put("retries", outcome.calls().retries());
    line.put("throttled", outcome.calls().throttled());
    Map<String, Long> kinds = outcome.calls().byKind();
    line.put("calls", kinds.isEmpty() ? null : kinds);
    line.put("seconds", BigDecimal.valueOf(Math.max(0, duration.toMillis()), 3));
    line.put("run_id", runId);
    line.put("exit_code", exitCode);
    line.put("audit", audit());
    line.put("retry_at", failure == null ? null : failure.retryAt());
    line.put("warnings", outcome.warnings().isEmpty() ? null : outcome.warnings());
    line.put("error", failure == null ? null : failure.message());
    return Json.formatObject(line);
  }

  private @Nullable String audit() {
    AuditStatus failed = failure != null && failure.isAuditFailure() ? AuditStatus.FAILED : null;
    AuditStatus worst = AuditStatus.worse(failed, outcome.audit());
    return worst == null ? null : worst.label();
  }
}
