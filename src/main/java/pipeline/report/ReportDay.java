package pipeline.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.audit.AnomalyFinding;

/**
 * A date of the report.
 *
 * @param run metadata of the date's runs; null if it does not exist or cannot be read
 * @param listed the listed albums by type
 * @param newAlbums the albums that no earlier date of the same source lists, by type; empty for a
 *     historical capture
 * @param findings anomalies of the listing, compared with the dates before it; gaps are left out
 */
public record ReportDay(
    LocalDate ds,
    DayState state,
    @Nullable RunMetadata run,
    ValueCounts<AlbumType> listed,
    ValueCounts<AlbumType> newAlbums,
    List<AnomalyFinding> findings) {

  /** The state of a date's star tables in the lake. */
  public enum DayState {
    LOADED("loaded"),
    MISSING("no partition"),
    OUTDATED("outdated, rerun load"),
    UNREADABLE("unreadable");

    private final String label;

    DayState(String label) {
      this.label = label;
    }

    /** Returns the name of this state on the page. */
    public String label() {
      return label;
    }
  }

  static ReportDay create(LocalDate ds, DayState state, @Nullable RunMetadata run) {
    return new ReportDay(
        ds, state, run, new ValueCounts<>(), new ValueCounts<>(), new ArrayList<>());
  }

  /**
   * Returns the UTC day on which the listing was taken. If this day is unknown, returns the date
   * itself.
   */
  LocalDate observedOn() {
    return run == null || run.observedAt() == null
        ? ds
        : LocalDate.ofInstant(run.observedAt(), ZoneOffset.UTC);
  }

  /** Returns the source of the listing; null if it is unknown. */
  @Nullable String source() {
    return run == null ? null : run.source();
  }

  public boolean isHistorical() {
    return run != null && run.historical();
  }
}
