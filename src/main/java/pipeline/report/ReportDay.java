package pipeline.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.audit.AnomalyFinding;

/** A date of the span: what it lists, what is new on it, and how it came about. */
public final class ReportDay {
  private final LocalDate ds;
  private final DayState state;
  private final @Nullable RunMetadata run;
  private final AlbumTypeCounts listed = new AlbumTypeCounts();
  private final AlbumTypeCounts newAlbums = new AlbumTypeCounts();
  private final List<String> remarks = new ArrayList<>();
  private final List<AnomalyFinding> findings = new ArrayList<>();

  ReportDay(LocalDate ds, DayState state, @Nullable RunMetadata run) {
    this.ds = ds;
    this.state = state;
    this.run = run;
  }

  public LocalDate ds() {
    return ds;
  }

  public DayState state() {
    return state;
  }

  /** Null where there is nothing that could be read. */
  public @Nullable RunMetadata run() {
    return run;
  }

  /** The UTC day on which its listing was taken: this date, or the next when it is taken after. */
  LocalDate takenOn() {
    return run == null || run.observedAt() == null
        ? ds
        : LocalDate.ofInstant(run.observedAt(), ZoneOffset.UTC);
  }

  /** Albums on the list. */
  public AlbumTypeCounts listed() {
    return listed;
  }

  /** Albums that no earlier date lists; none on a late capture. */
  public AlbumTypeCounts newAlbums() {
    return newAlbums;
  }

  public boolean isLate() {
    return run != null && run.late();
  }

  /** What a person should know of this date, a sentence each. */
  public List<String> remarks() {
    return remarks;
  }

  /** What is odd about its listing beside those of the dates before it. */
  public List<AnomalyFinding> findings() {
    return findings;
  }

  void addRemark(String sentence) {
    remarks.add(sentence);
  }
}
