package pipeline.status;

import java.time.Instant;
import java.util.List;
import pipeline.purge.WorkFile;
import pipeline.tables.stage.DateRanges.DateRange;

/**
 * A lake, looked at.
 *
 * @param kind simulated or real, or what else can be said of that
 * @param left what lies in {@code work/}
 * @param purge what would remove the part of it that has expired
 */
public record LakeStatus(
    String lake,
    String kind,
    DateRange span,
    Instant at,
    List<DateStatus> dates,
    List<RepairStep> toDo,
    List<WorkFile> left,
    String purge) {
  public LakeStatus {
    dates = List.copyOf(dates);
    toDo = List.copyOf(toDo);
    left = List.copyOf(left);
  }

  public long complete() {
    return dates.stream().filter(DateStatus::complete).count();
  }
}
