package pipeline.cli.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.RequestStats;

/**
 * What a stage has done.
 *
 * @param changed whether anything was published that was not there before
 * @param rows by table, as published now
 * @param source new_releases, search_new, search_by_date or watch_list; null where none was asked
 * @param late whether the published partition is a late capture
 * @param partial whether it is known to be incomplete
 * @param truncated whether a cap left something undone
 * @param audit how the audits ended; null where there were none
 */
public record StageResult(
    boolean changed,
    Map<String, Long> rows,
    @Nullable String source,
    boolean late,
    boolean partial,
    boolean truncated,
    RequestStats calls,
    List<String> warnings,
    @Nullable AuditStatus audit) {

  /** Before anything is done. */
  public static final StageResult EMPTY =
      new StageResult(false, Map.of(), null, false, false, false, RequestStats.NONE, List.of());

  public StageResult {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    warnings = List.copyOf(warnings);
  }

  /** Of what audits nothing. */
  public StageResult(
      boolean changed,
      Map<String, Long> rows,
      @Nullable String source,
      boolean late,
      boolean partial,
      boolean truncated,
      RequestStats calls,
      List<String> warnings) {
    this(changed, rows, source, late, partial, truncated, calls, warnings, null);
  }

  /** The same after audits, which either said nothing or are among the warnings. */
  public StageResult withAuditStatus() {
    AuditStatus status = warnings.isEmpty() ? AuditStatus.OK : AuditStatus.WARNINGS;
    return new StageResult(
        changed, rows, source, late, partial, truncated, calls, warnings, status);
  }

  /** Returns a copy with other warnings. */
  public StageResult withWarnings(List<String> others) {
    return new StageResult(changed, rows, source, late, partial, truncated, calls, others, audit);
  }

  /** A stage that did not end: nothing but its calls is sure. */
  public static StageResult fromStats(RequestStats calls) {
    return new StageResult(false, Map.of(), null, false, false, false, calls, List.of());
  }

  /** The same, having changed something. */
  public StageResult asChanged() {
    return new StageResult(true, rows, source, late, partial, truncated, calls, warnings, audit);
  }

  /** Both together; rows of one table are added up. */
  public StageResult plus(StageResult more) {
    Map<String, Long> allRows = new LinkedHashMap<>(rows);
    more.rows.forEach((table, count) -> allRows.merge(table, count, Long::sum));
    List<String> allWarnings = new ArrayList<>(warnings);
    allWarnings.addAll(more.warnings);
    return new StageResult(
        changed || more.changed,
        allRows,
        source != null ? source : more.source,
        late || more.late,
        partial || more.partial,
        truncated || more.truncated,
        calls.plus(more.calls),
        allWarnings,
        AuditStatus.worse(audit, more.audit));
  }
}
