package pipeline.tables.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Table;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.testing.PipelineHarness;

/**
 * Checks that readers get partitions of the same load, or an error that names the stage to rerun.
 */
class PublishedStarTest {
  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private PublishedStar date() {
    return PublishedStar.require(harness.lake(), TODAY);
  }

  /** Returns those tables whose recorded partition is missing or has been replaced. */
  private static List<Table<?>> listChanged(PublishedStar star, List<Table<?>> tables) {
    return tables.stream().filter(table -> star.find(table).isEmpty()).toList();
  }

  private static void assertRefused(StageFailureReason reason, String said, Runnable look) {
    StageException refused = assertThrows(StageException.class, look::run);
    assertEquals(reason, refused.reason());
    String message = Objects.toString(refused.getMessage());
    assertTrue(message.contains(said), message);
  }

  @Test
  void loadRecordsThePublishedTables() {
    harness.runAllStages(TODAY);
    assertEquals(List.of(), listChanged(date(), Tables.all()));
    for (Table<?> table : Tables.all()) {
      assertEquals(table.key(TODAY), date().require(table).key());
    }
    assertEquals(
        date().require(DimAlbum.TABLE).footer().rows(),
        date().findRow(DimAlbum.TABLE).orElseThrow().rows());
  }

  @Test
  void missingStarNamesLoad() {
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    harness.transform(TODAY);
    assertTrue(PublishedStar.find(harness.lake(), TODAY).isEmpty());
    assertRefused(StageFailureReason.INPUT_MISSING, "run load --date 2026-11-20 first", this::date);
  }

  @Test
  void replacedTableIsRefusedAndOthersAreRead() {
    harness.runAllStages(TODAY);
    harness.rewriteRows(CleanAlbum.TABLE, TODAY, rows -> rows.subList(1, rows.size()));
    assertEquals(List.of(CleanAlbum.TABLE), listChanged(date(), Tables.all()));
    assertRefused(
        StageFailureReason.INPUT_OUTDATED,
        "clean/albums/ds=2026-11-20/albums.parquet; rerun load",
        () -> date().require(CleanAlbum.TABLE));
    assertRefused(
        StageFailureReason.INPUT_OUTDATED,
        "rerun load --date 2026-11-20, because this file is missing or is not the version that load"
            + " recorded",
        () -> date().require(CleanAlbum.TABLE));
    assertEquals(DimAlbum.TABLE, date().require(DimAlbum.TABLE).table());
  }

  @Test
  void deletedTableCountsAsChanged() {
    harness.runAllStages(TODAY);
    harness.lake().store().delete(DimArtist.TABLE.key(TODAY));
    assertEquals(List.of(DimArtist.TABLE), listChanged(date(), Tables.ANALYTICS));
  }

  @Test
  void concurrentLoadIsDetected() {
    harness.runAllStages(TODAY);
    PublishedStar before = date();
    harness.rewriteRows(PartitionEntry.TABLE, TODAY, rows -> rows.subList(1, rows.size()));
    assertEquals(List.of(PartitionEntry.TABLE), listChanged(before, Tables.ANALYTICS));
    assertEquals(List.of(), listChanged(date(), Tables.ANALYTICS));
  }
}
