package pipeline.status;

import java.time.Instant;
import java.util.List;
import pipeline.purge.WorkFile;
import pipeline.tables.stage.DateRanges.DateRange;

/**
 * A lake, looked at.
 *
 * @param dataMode simulated or real, or what else can be said of that
 * @param workFiles what lies in {@code work/}
 * @param purgeCommand what would remove the part of it that has expired
 */
public record LakeStatus(
    String lake,
    String dataMode,
    DateRange span,
    Instant checkedAt,
    List<DateStatus> dates,
    List<RepairStep> repairSteps,
    List<WorkFile> workFiles,
    String purgeCommand) {
  public LakeStatus {
    dates = List.copyOf(dates);
    repairSteps = List.copyOf(repairSteps);
    workFiles = List.copyOf(workFiles);
  }

  public long completeCount() {
    return dates.stream().filter(DateStatus::isComplete).count();
  }
}
