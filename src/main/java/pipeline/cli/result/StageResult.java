package pipeline.cli.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.RequestStats;

/**
 * The result of a stage, or the sum of the results of several stages.
 *
 * @param changed whether the stage published new content
 * @param rows the number of rows by table, also for a partition that was left unchanged
 * @param source new_releases, search_new, search_by_date or watch_list; null if no source was used
 * @param late whether the data comes from a historical capture
 * @param partial whether the data is known to be incomplete
 * @param truncated whether data was left out because of a limit
 * @param audit the worst status of the audits; null if there were none
 * @param writtenBytes the size of the partitions that were published, by table; 0 for a partition
 *     that was left unchanged
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
    @Nullable AuditStatus audit,
    Map<String, Long> writtenBytes) {

  /** The possible outcomes of the audits of {@code load}, from the best to the worst. */
  public enum AuditStatus {
    OK,
    WARNINGS,
    FAILED;

    /** Returns the worse of two statuses. Null means that there were no audits. */
    static @Nullable AuditStatus worse(@Nullable AuditStatus one, @Nullable AuditStatus other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.compareTo(other) >= 0 ? one : other;
    }
  }

  public static final StageResult EMPTY = fromStats(RequestStats.NONE);

  public StageResult {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    warnings = List.copyOf(warnings);
    writtenBytes = Collections.unmodifiableMap(new LinkedHashMap<>(writtenBytes));
  }

  /** Creates a result without an audit status and without written bytes. */
  public StageResult(
      boolean changed,
      Map<String, Long> rows,
      @Nullable String source,
      boolean late,
      boolean partial,
      boolean truncated,
      RequestStats calls,
      List<String> warnings) {
    this(changed, rows, source, late, partial, truncated, calls, warnings, null, Map.of());
  }

  /** Returns a result with request statistics but without published data. */
  public static StageResult fromStats(RequestStats calls) {
    return new StageResult(false, Map.of(), null, false, false, false, calls, List.of());
  }

  /**
   * Returns a copy with an audit status: {@code WARNINGS} if there are warnings, otherwise {@code
   * OK}.
   */
  public StageResult withAuditStatus() {
    AuditStatus status = warnings.isEmpty() ? AuditStatus.OK : AuditStatus.WARNINGS;
    return new StageResult(
        changed, rows, source, late, partial, truncated, calls, warnings, status, writtenBytes);
  }

  /** Returns a copy whose warnings are replaced. */
  public StageResult withWarnings(List<String> others) {
    return new StageResult(
        changed, rows, source, late, partial, truncated, calls, others, audit, writtenBytes);
  }

  /** Returns a copy in which {@code changed}, {@code rows} and {@code warnings} are replaced. */
  public StageResult with(boolean isChanged, Map<String, Long> counts, List<String> others) {
    return new StageResult(
        isChanged, counts, source, late, partial, truncated, calls, others, audit, writtenBytes);
  }

  /** Returns a copy whose written bytes are replaced. */
  public StageResult withWrittenBytes(Map<String, Long> bytes) {
    return new StageResult(
        changed, rows, source, late, partial, truncated, calls, warnings, audit, bytes);
  }

  /**
   * Returns the sum of both results. If this result has no source, the sum has the source of {@code
   * more}.
   */
  public StageResult plus(StageResult more) {
    List<String> allWarnings = new ArrayList<>(warnings);
    allWarnings.addAll(more.warnings);
    return new StageResult(
        changed || more.changed,
        sum(rows, more.rows),
        source != null ? source : more.source,
        late || more.late,
        partial || more.partial,
        truncated || more.truncated,
        calls.plus(more.calls),
        allWarnings,
        AuditStatus.worse(audit, more.audit),
        sum(writtenBytes, more.writtenBytes));
  }

  /** Returns, for each table, the sum of its values in both maps. */
  public static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    Map<String, Long> sum = new LinkedHashMap<>(one);
    other.forEach((table, count) -> sum.merge(table, count, Long::sum));
    return sum;
  }
}
