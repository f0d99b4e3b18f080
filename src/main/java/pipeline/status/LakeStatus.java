package pipeline.status;

import java.time.Instant;
import java.util.List;
import pipeline.purge.WorkFile;
import pipeline.spotify.quota.FamilyUsage;
import pipeline.tables.stage.DateRanges.DateRange;

/**
 * The status of a lake in a range of dates.
 *
 * @param lake URI of the lake
 * @param dataMode the text that describes the origin of the data, such as {@code simulated}
 * @param workFiles the files in {@code work/} and incomplete uploads
 * @param calls the calls to Spotify in the last 24 hours
 * @param purgeCommand the command that deletes the expired work files
 */
public record LakeStatus(
    String lake,
    String dataMode,
    DateRange span,
    Instant checkedAt,
    List<DateStatus> dates,
    List<RepairStep> repairSteps,
    List<WorkFile> workFiles,
    List<FamilyUsage> calls,
    String purgeCommand) {
  public LakeStatus {
    dates = List.copyOf(dates);
    repairSteps = List.copyOf(repairSteps);
    workFiles = List.copyOf(workFiles);
    calls = List.copyOf(calls);
  }

  public long completeCount() {
    return dates.stream().filter(DateStatus::isComplete).count();
  }

  /**
   * Returns the number of dates for which the Iceberg tables have the same rows as the partitions.
   */
  public long publishedCount() {
    return dates.stream()
        .filter(date -> date.iceberg().filter(IcebergState.PUBLISHED::equals).isPresent())
        .count();
  }
}
