package pipeline.tables.stage;

import java.time.Clock;
import java.time.LocalDate;
import pipeline.lake.Lake;

/**
 * One run of a stage.
 *
 * @param ds the date of the partitions, in UTC
 * @param id the name of this run in the log and in raw footers
 * @param codeVersion the version of the jar
 * @param codeHash a hash of the jar's classes and schemas; empty if it is unknown
 * @param lineage the partitions that the run reads and publishes
 */
public record StageRun(
    Lake lake,
    LocalDate ds,
    String id,
    String codeVersion,
    String codeHash,
    Clock clock,
    StageLineage lineage) {

  /** Creates a run whose lineage is not reported. */
  public StageRun(
      Lake lake, LocalDate ds, String id, String codeVersion, String codeHash, Clock clock) {
    this(lake, ds, id, codeVersion, codeHash, clock, new StageLineage());
  }

  /** Returns the command that runs a stage for this date. */
  public String rerunCommand(Stage stage) {
    return stage.rerunCommand(ds);
  }
}
