package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.extract.LateDatePolicy;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.SourcePolicy;
import pipeline.extract.TrackConfig;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.simulator.options.QuotaMode;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageOutput;
import pipeline.testing.PipelineHarness;
import pipeline.testing.RenamedTrack;
import pipeline.transform.SchemaContract;
import pipeline.transform.TransformConfig;

/** Checks which inputs each stage refuses, and that a rerun changes no byte. */
class StageChainTest {
  @TempDir Path folder;
  private PipelineHarness world;

  @BeforeEach
  void open() {
    world = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void assertRefused(StageFailureReason reason, String remedy, Executable stage) {
    StageException refused = assertThrows(StageException.class, stage);
    assertEquals(reason, refused.reason());
    String message = Objects.toString(refused.getMessage());
    assertTrue(message.contains(remedy + " --date 2026-11-20"), message);
  }

  @Test
  void eachStagePublishesItsTablesInOrder() {
    world.runAllStages(TODAY);
    List<String> keys = Tables.all().stream().map(table -> table.key(TODAY)).toList();
    assertEquals(keys, world.putKeys());
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void eachTableIsSortedWithUniqueKeys(QuotaMode app) {
    world.app(app).runAllStages(TODAY);
    for (Table<?> table : Tables.all()) {
      if (!table.keyColumns().isEmpty() && !table.equals(PartitionEntry.TABLE)) {
        List<List<Comparable<?>>> keys = keys(table);
        assertEquals(
            keys.stream().sorted(StageChainTest::compare).distinct().toList(),
            keys,
            table.toString());
        assertFalse(keys.isEmpty(), table.toString());
      }
    }
  }

  private List<List<Comparable<?>>> keys(Table<? extends IndexedRecord> table) {
    List<List<Comparable<?>>> keys = new ArrayList<>();
    for (IndexedRecord row : world.rows(table, TODAY)) {
      List<Comparable<?>> key = new ArrayList<>();
      for (String column : table.keyColumns()) {
        key.add((Comparable<?>) row.get(table.schema().getField(column).pos()));
      }
      keys.add(key);
    }
    return keys;
  }

  private static int compare(List<Comparable<?>> one, List<Comparable<?>> other) {
    for (int i = 0; i < one.size(); i++) {
      int order =
          one.get(i) instanceof Integer number
              ? number.compareTo((Integer) other.get(i))
              : one.get(i).toString().compareTo(other.get(i).toString());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Test
  void rerunOfTransformAndLoadChangesNoByte() {
    world.runAllStages(TODAY);
    Map<String, String> before = world.digests("");
    int puts = world.putKeys().size();
    world.clock.advance(Duration.ofDays(40));
    assertFalse(world.transform(TODAY).changed());
    assertFalse(world.load(TODAY).changed());
    assertEquals(before, world.digests(""));
    assertEquals(puts, world.putKeys().size());
  }

  @Test
  void unchangedRawTablesGiveTheSameBytes() {
    world.runAllStages(TODAY);
    Map<String, String> before = world.digests("");
    world.delete("clean");
    world.delete("analytics");
    assertEquals(2, world.digests("").size());
    world.clock.advance(Duration.ofDays(40));
    world.runAllStages(TODAY);
    assertEquals(before, world.digests(""));
  }

  @Test
  void datesMayBeLoadedInAnyOrder() {
    world.runAllStages(TODAY);
    world.clock.advance(Duration.ofDays(1));
    world.runAllStages(TODAY.plusDays(1));
    Map<String, String> before = world.digests("");
    world.delete("clean");
    world.delete("analytics");
    world.transform(TODAY.plusDays(1));
    world.load(TODAY.plusDays(1));
    world.transform(TODAY);
    world.load(TODAY);
    assertEquals(before, world.digests(""));
  }

  @Test
  void missingInputNamesTheStageToRun() {
    assertRefused(
        StageFailureReason.INPUT_MISSING, "extract-releases", () -> world.transform(TODAY));
    assertRefused(StageFailureReason.INPUT_MISSING, "extract-releases", () -> world.load(TODAY));
    world.releases(TODAY);
    assertRefused(StageFailureReason.INPUT_MISSING, "extract-tracks", () -> world.transform(TODAY));
    assertRefused(StageFailureReason.INPUT_MISSING, "extract-tracks", () -> world.load(TODAY));
    world.tracks(TODAY);
    assertRefused(StageFailureReason.INPUT_MISSING, "transform", () -> world.load(TODAY));
    assertEquals(2, world.digests("").size());
  }

  @Test
  void rawTracksOfReplacedReleasesAreRefused() {
    world.runAllStages(TODAY);
    replaceReleases();
    Map<String, String> before = world.digests("");
    assertRefused(
        StageFailureReason.INPUT_OUTDATED, "extract-tracks", () -> world.transform(TODAY));
    assertRefused(StageFailureReason.INPUT_OUTDATED, "extract-tracks", () -> world.load(TODAY));
    assertEquals(before, world.digests(""));
  }

  @Test
  void cleanTablesOfReplacedRawTablesAreRefused() {
    world.runAllStages(TODAY);
    replaceReleases();
    world.tracks(TODAY);
    assertRefused(StageFailureReason.INPUT_OUTDATED, "transform", () -> world.load(TODAY));
    world.transform(TODAY);
    assertTrue(world.load(TODAY).changed());
  }

  private void replaceReleases() {
    world.clock.advance(Duration.ofDays(2));
    assertTrue(
        world
            .releases(
                TODAY,
                new ReleaseConfig(
                    SourcePolicy.AUTO, LateDatePolicy.SEARCH, true, null, 100, List.of()))
            .changed());
  }

  @Test
  void reobservedRawRowsOutdateNothing() {
    world.runAllStages(TODAY);
    world.clock.advance(Duration.ofHours(1));
    world.tracks(TODAY, new TrackConfig(false, true, 30), false);
    assertFalse(world.transform(TODAY).changed());
  }

  @Test
  void cleanTablesOfAnOlderJarAreRebuilt() {
    world.runAllStages(TODAY);
    putFooterEntry(CleanAlbum.TABLE, PartitionMetadata.SCHEMA_VERSION, "0");
    assertRefused(StageFailureReason.INPUT_OUTDATED, "transform", () -> world.load(TODAY));
    assertTrue(world.transform(TODAY).changed());
    assertFalse(world.load(TODAY).changed());
  }

  /** Publishes the same rows with a changed footer entry. */
  private <R extends IndexedRecord> void putFooterEntry(Table<R> table, String name, String value) {
    List<R> rows = world.rows(table, TODAY);
    PartitionMetadata footer = world.partition(table, TODAY).footer();
    try (PartitionWriter<R> draft = world.lake().openWriter(table, TODAY)) {
      footer.entries().forEach(draft::putMetadata);
      draft.putMetadata(name, value);
      rows.forEach(draft::write);
      draft.publish();
    }
  }

  @Test
  void failedAuditLeavesThePublishedStarUnchanged() {
    world.runAllStages(TODAY);
    String album = world.rows(CleanTrack.TABLE, TODAY).get(0).albumId();
    world.rewrite(CleanTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));
    Map<String, String> before = world.digests("");
    assertRefused(StageFailureReason.AUDIT_FAILED, "transform", () -> world.load(TODAY));
    StageException failed = assertThrows(StageException.class, () -> world.load(TODAY));
    assertTrue(Objects.toString(failed.getMessage()).contains(album), failed.getMessage());
    assertEquals(before, world.digests(""));
  }

  @Test
  void tooManyRejectsPublishNothing() {
    world.releases(TODAY);
    world.tracks(TODAY);
    world.rewrite(
        RawTrack.TABLE,
        TODAY,
        rows -> rows.stream().map(row -> RenamedTrack.withName(row, null)).toList());
    StageException failed = assertThrows(StageException.class, () -> world.transform(TODAY));
    assertEquals(StageFailureReason.TOO_MANY_REJECTS, failed.reason());
    assertTrue(Objects.toString(failed.getMessage()).contains("--max-rejects"));
    assertEquals(2, world.digests("").size());
    StageOutput all = world.transform(TODAY, new TransformConfig(1, SchemaContract.EVOLVE));
    assertEquals(0L, all.rows().get("clean/tracks"));
    assertTrue(world.load(TODAY).changed());
  }

  @Test
  void removedAlbumsAreAWarningInResultAndPartitions() {
    world.faults("gone:share=0.3").releases(TODAY);
    world.tracks(TODAY);
    world.transform(TODAY);
    StageOutput loaded = world.load(TODAY);
    assertTrue(loaded.warnings().get(0).startsWith("albums without tracks at Spotify"));
    PartitionEntry dimension =
        world.rows(PartitionEntry.TABLE, TODAY).stream()
            .filter(row -> row.tableName().equals(DimAlbum.TABLE.qualifiedName()))
            .findFirst()
            .orElseThrow();
    assertEquals(loaded.warnings().get(0), dimension.audit());
  }

  @Test
  void incompleteAlbumsAreReportedInResultFooterAndPartitions() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(3).albumId();
    world.faults("null-item:path=/v1/albums/" + album);
    StageOutput partial = world.tracks(TODAY, PipelineHarness.TRACKS, true);
    assertTrue(partial.warnings().toString().contains(album), partial.warnings().toString());
    PartitionMetadata footer = world.partition(RawTrack.TABLE, TODAY).footer();
    assertEquals(List.of(album), CaptureMetadata.parseList(footer, CaptureMetadata.ALBUMS_MISSING));
    world.transform(TODAY);
    world.load(TODAY);
    for (PartitionEntry row : world.rows(PartitionEntry.TABLE, TODAY)) {
      if (row.tableName().equals(RawTrack.TABLE.qualifiedName())) {
        assertEquals(true, row.partial());
      } else if (row.tableName().equals(DimAlbum.TABLE.qualifiedName())) {
        assertTrue(String.valueOf(row.audit()).contains(album), row.audit());
      }
    }
  }

  @Test
  void partitionsTableHasTheHashesOfTheStar() {
    world.runAllStages(TODAY);
    List<PartitionEntry> rows = world.rows(PartitionEntry.TABLE, TODAY);
    assertEquals(
        Tables.all().stream()
            .filter(table -> !table.equals(PartitionEntry.TABLE))
            .map(Table::qualifiedName)
            .toList(),
        rows.stream().map(PartitionEntry::tableName).toList());
    for (PartitionEntry row : rows) {
      Table<?> table = Tables.find(row.tableName()).orElseThrow();
      PartitionMetadata footer = world.partition(table, TODAY).footer();
      assertEquals(footer.contentHash(), row.contentHash());
      assertEquals(footer.rows(), row.rows());
    }
  }

  @Test
  void upgradeWithoutChangesLeavesNoTrace() {
    world.runAllStages(TODAY);
    Map<String, String> before = world.tables();
    world.upgrade("2.0");
    assertFalse(world.transform(TODAY).changed());
    assertFalse(world.load(TODAY).changed());
    assertEquals(before, world.tables());
    world.delete(DimAlbum.TABLE.key(TODAY));
    assertTrue(world.load(TODAY).changed());
    for (PartitionEntry row : world.rows(PartitionEntry.TABLE, TODAY)) {
      Table<?> table = Tables.find(row.tableName()).orElseThrow();
      PartitionMetadata footer = world.partition(table, TODAY).footer();
      assertEquals(
          footer.find(PartitionMetadata.CODE_VERSION).orElseThrow(),
          row.codeVersion(),
          table::toString);
      assertEquals(table.equals(DimAlbum.TABLE) ? "2.0" : "1.0", row.codeVersion());
    }
  }

  @Test
  void emptyDateReachesTheStar() {
    world.releases(TODAY);
    world.rewrite(RawRelease.TABLE, TODAY, rows -> List.of());
    world.tracks(TODAY);
    world.transform(TODAY);
    assertTrue(world.load(TODAY).changed());
    assertEquals(List.of(), world.rows(DimAlbum.TABLE, TODAY));
  }
}
