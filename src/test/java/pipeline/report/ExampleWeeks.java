package pipeline.report;

import java.nio.file.Path;
import java.time.LocalDate;
import pipeline.tables.stage.DataMode;
import pipeline.testing.PipelineHarness;

/** A lake after some weeks of a daily DAG, which has extracted each date shortly after its end. */
public final class ExampleWeeks {
  public static final LocalDate LAST = PipelineHarness.TODAY;
  public static final LocalDate FIRST = LAST.minusDays(44);

  private ExampleWeeks() {}

  /** Fills a lake with the stages. One date is missing, and one run gets 429 responses. */
  public static void fill(Path folder) {
    try (PipelineHarness harness = new PipelineHarness(folder).setAlbums(100).fastForward()) {
      DataMode.SIMULATED.claim(harness.lake().store());
      for (LocalDate ds = FIRST; !ds.isAfter(LAST); ds = ds.plusDays(1)) {
        harness.clock.set(ds.plusDays(1) + "T00:05:00Z");
        harness.setFaults(
            ds.equals(LAST.minusDays(9))
                ? new String[] {"429:retry-after=1,times=3"}
                : new String[0]);
        if (!ds.equals(LAST.minusDays(17))) {
          harness.runAllStages(ds);
        }
      }
    }
  }
}
