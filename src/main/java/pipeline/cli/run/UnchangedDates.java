package pipeline.cli.run;

import java.time.LocalDate;
import java.util.List;
import pipeline.cli.result.StageResult;

/** The dates of a backfill for which no stage has anything to do. */
@FunctionalInterface
public interface UnchangedDates {
  UnchangedDates NONE = date -> List.of();

  /**
   * Returns the results of the four stages of a date, in the order of the stages. Returns an empty
   * list if a stage may have something to do; the stages must then run.
   */
  List<StageResult> find(LocalDate date);
}
