package pipeline.it.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import pipeline.testing.PipelineHarness;
import pipeline.testing.process.DuckDb;
import pipeline.testing.process.LakeFolder;

/** A lake of thirty simulated dates and a historical capture. */
final class SimulatedMonth {
  private static final LocalDate LAST = PipelineHarness.TODAY;
  static final LocalDate FIRST = LAST.minusDays(29);

  /** The past date in a command of docs/query.md. */
  private static final LocalDate PAST = LocalDate.of(2024, 3, 1);

  private SimulatedMonth() {}

  static LakeFolder publish(Path lake) {
    try (PipelineHarness harness = new PipelineHarness(lake).setAlbums(40).fastForward()) {
      for (LocalDate ds = FIRST; !ds.isAfter(LAST); ds = ds.plusDays(1)) {
        harness.clock.set(ds.plusDays(1) + "T00:05:00Z");
        harness.runAllStages(ds);
      }
      harness.runAllStages(PAST);
    }
    return new LakeFolder(lake);
  }

  /**
   * Returns a copy in which each of five tables has one defect: a duplicate row, a null in a
   * required column, a missing dimension row, an undocumented value, or a missing row.
   */
  static LakeFolder copyWithDefects(LakeFolder lake, Path target) {
    LakeFolder broken = lake.copyTo(target, "raw", "clean", "analytics");
    String others = "SELECT * FROM rows OFFSET 1";
    rewrite(broken, "clean/albums", "SELECT * FROM rows UNION ALL (SELECT * FROM rows LIMIT 1)");
    rewrite(
        broken,
        "clean/tracks",
        "(SELECT * REPLACE (NULL AS track_name) FROM rows LIMIT 1) UNION ALL (" + others + ")");
    rewrite(broken, "analytics/dim_artist", others);
    rewrite(
        broken,
        "analytics/fact_release",
        "(SELECT * REPLACE ('radio' AS source) FROM rows LIMIT 1) UNION ALL (" + others + ")");
    rewrite(broken, "analytics/bridge_track_artist", others);
    return broken;
  }

  /**
   * Replaces a file with the result of a query. In the query, {@code rows} stands for the rows of
   * the file.
   */
  private static void rewrite(LakeFolder lake, String table, String query) {
    Path file = lake.file(table, FIRST.toString());
    Path temporary = file.resolveSibling("new");
    DuckDb.execute(
        "COPY (WITH rows AS (FROM read_parquet('%s', hive_partitioning = false)) %s) TO '%s' (FORMAT parquet)"
            .formatted(file, query, temporary));
    try {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
