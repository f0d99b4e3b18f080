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
 * @param code what tells this very code from any other; empty where nobody knows
 */
public record StageRun(
    Lake lake, LocalDate ds, String id, String codeVersion, String code, Clock clock) {

  /** How a person repeats a stage for this date. */
  public String command(Stage stage) {
    return stage.command() + " --date " + ds;
  }
}
