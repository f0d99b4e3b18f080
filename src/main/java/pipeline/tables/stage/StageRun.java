package pipeline.tables.stage;

import java.time.Clock;
import java.time.LocalDate;
import pipeline.lake.Lake;

/**
 * One run of a stage.
 *
 * @param ds the partition's date, UTC
 * @param id names this run in the log and in raw footers
 * @param codeVersion of this jar, for people
 * @param codeHash what tells this very code from any other; empty where nobody knows
 */
public record StageRun(
    Lake lake, LocalDate ds, String id, String codeVersion, String codeHash, Clock clock) {

  /** How a person repeats a stage for this date. */
  public String rerunCommand(Stage stage) {
    return stage.command() + " --date " + ds;
  }
}
