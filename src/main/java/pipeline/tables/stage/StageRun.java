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
 */
public record StageRun(
    Lake lake, LocalDate ds, String id, String codeVersion, String codeHash, Clock clock) {

  /** Returns the command that runs a stage for this date. */
  public String rerunCommand(Stage stage) {
    return stage.rerunCommand(ds);
  }
}
