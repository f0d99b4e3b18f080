package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
import pipeline.extract.ReleaseConfig;
import pipeline.extract.ReleaseConfig.LateDatePolicy;
import pipeline.extract.ReleaseConfig.SourcePolicy;
import pipeline.extract.TrackConfig;
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
import pipeline.testing.RawTrackCopy;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformConfig.SchemaContract;

/** Checks which inputs each stage refuses, and that a rerun changes no byte. */
class StageChainTest {
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

  private void assertRefused(StageFailureReason reason, String remedy, Executable stage) {
    StageException refused = assertThrows(StageException.class, stage);
    assertEquals(reason, refused.reason());
    String message = Objects.toString(refused.getMessage());
    assertTrue(message.contains(remedy + " --date 2026-11-20"), message);
  }

  @Test
  void eachStagePublishesItsTablesInOrder() {
    harness.runAllStages(TODAY);
    Deque<String> published = new ArrayDeque<>(harness.store().putKeys());
    for (List<Table<?>> group : listGroups()) {
      assertEquals(
          group.stream().map(table -> table.key(TODAY)).sorted().toList(),
          group.stream().map(table -> published.removeFirst()).sorted().toList());
    }
    assertEquals(0, published.size());
  }

  /** Returns the tables that are published at the same time. */
  private static List<List<Table<?>>> listGroups() {
    List<List<Table<?>>> groups = new ArrayList<>();
    Tables.RAW.forEach(table -> groups.add(List.of(table)));
    groups.addAll(Tables.CLEAN_GROUPS);
    groups.addAll(Tables.ANALYTICS_GROUPS);
    return groups;
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void eachTableIsSortedWithUniqueKeys(QuotaMode app) {
    harness.setApp(app).runAllStages(TODAY);
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
    for (IndexedRecord row : harness.rows(table, TODAY)) {
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
    harness.runAllStages(TODAY);
    Map<String, String> before = harness.digests("");
    int puts = harness.store().putKeys().size();
    harness.clock.advance(Duration.ofDays(40));
    assertFalse(harness.transform(TODAY).changed());
    assertFalse(harness.load(TODAY).changed());
    assertEquals(before, harness.digests(""));
    assertEquals(puts, harness.store().putKeys().size());
  }

  @Test
  void unchangedRawTablesGiveTheSameBytes() {
    harness.runAllStages(TODAY);
    Map<String, String> before = harness.digests("");
    harness.delete("clean");
    harness.delete("analytics");
    assertEquals(2, harness.digests("").size());
    harness.clock.advance(Duration.ofDays(40));
    harness.runAllStages(TODAY);
    assertEquals(before, harness.digests(""));
  }

  @Test
  void datesMayBeLoadedInAnyOrder() {
    harness.runAllStages(TODAY);
    harness.clock.advance(Duration.ofDays(1));
    harness.runAllStages(TODAY.plusDays(1));
    Map<String, String> before = harness.digests("");
    harness.delete("clean");
    harness.delete("analytics");
    harness.transform(TODAY.plusDays(1));
    harness.load(TODAY.plusDays(1));
    harness.transform(TODAY);
    harness.load(TODAY);
    assertEquals(before, harness.digests(""));
  }

  @Test
  void missingInputNamesTheStageToRun() {
    assertRefused(
        StageFailureReason.INPUT_MISSING, "extract-releases", () -> harness.transform(TODAY));
    assertRefused(StageFailureReason.INPUT_MISSING, "extract-releases", () -> harness.load(TODAY));
    harness.extractReleases(TODAY);
    assertRefused(
        StageFailureReason.INPUT_MISSING, "extract-tracks", () -> harness.transform(TODAY));
    assertRefused(StageFailureReason.INPUT_MISSING, "extract-tracks", () -> harness.load(TODAY));
    harness.extractTracks(TODAY);
    assertRefused(StageFailureReason.INPUT_MISSING, "transform", () -> harness.load(TODAY));
    assertEquals(2, harness.digests("").size());
  }

  @Test
  void rawTracksOfReplacedReleasesAreRefused() {
    harness.runAllStages(TODAY);
    replaceReleases();
    Map<String, String> before = harness.digests("");
    assertRefused(
        StageFailureReason.INPUT_OUTDATED, "extract-tracks", () -> harness.transform(TODAY));
    assertRefused(StageFailureReason.INPUT_OUTDATED, "extract-tracks", () -> harness.load(TODAY));
    assertEquals(before, harness.digests(""));
  }

  @Test
  void cleanTablesOfReplacedRawTablesAreRefused() {
    harness.runAllStages(TODAY);
    replaceReleases();
    harness.extractTracks(TODAY);
    assertRefused(StageFailureReason.INPUT_OUTDATED, "transform", () -> harness.load(TODAY));
    harness.transform(TODAY);
    assertTrue(harness.load(TODAY).changed());
  }

  private void replaceReleases() {
    harness.clock.advance(Duration.ofDays(2));
    assertTrue(
        harness
            .extractReleases(
                TODAY,
                new ReleaseConfig(
                    SourcePolicy.AUTO, LateDatePolicy.SEARCH, true, null, 100, List.of()))
            .changed());
  }

  @Test
  void reobservedRawRowsOutdateNothing() {
    harness.runAllStages(TODAY);
    harness.clock.advance(Duration.ofHours(1));
    harness.extractTracks(TODAY, new TrackConfig(false, true, 30), false);
    assertFalse(harness.transform(TODAY).changed());
  }

  @Test
  void cleanTablesOfAnOlderJarAreRebuilt() {
    harness.runAllStages(TODAY);
    harness.putFooterEntry(CleanAlbum.TABLE, TODAY, PartitionMetadata.SCHEMA_VERSION, "0");
    assertRefused(StageFailureReason.INPUT_OUTDATED, "transform", () -> harness.load(TODAY));
    assertTrue(harness.transform(TODAY).changed());
    assertFalse(harness.load(TODAY).changed());
  }

  @Test
  void failedAuditLeavesThePublishedStarUnchanged() {
    harness.runAllStages(TODAY);
    String album = harness.rows(CleanTrack.TABLE, TODAY).get(0).albumId();
    harness.rewriteRows(CleanTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));
    Map<String, String> before = harness.digests("");
    assertRefused(StageFailureReason.AUDIT_FAILED, "transform", () -> harness.load(TODAY));
    StageException failed = assertThrows(StageException.class, () -> harness.load(TODAY));
    assertTrue(Objects.toString(failed.getMessage()).contains(album), failed.getMessage());
    assertEquals(before, harness.digests(""));
  }

  @Test
  void tooManyRejectsPublishNothing() {
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    harness.rewriteRows(
        RawTrack.TABLE,
        TODAY,
        rows -> rows.stream().map(row -> RawTrackCopy.withName(row, null)).toList());
    StageException failed = assertThrows(StageException.class, () -> harness.transform(TODAY));
    assertEquals(StageFailureReason.TOO_MANY_REJECTS, failed.reason());
    assertTrue(Objects.toString(failed.getMessage()).contains("--max-rejects"));
    assertEquals(2, harness.digests("").size());
    StageOutput all = harness.transform(TODAY, new TransformConfig(1, SchemaContract.EVOLVE));
    assertEquals(0L, all.rows().get("clean/tracks"));
    assertTrue(harness.load(TODAY).changed());
  }

  @Test
  void removedAlbumsAreAWarningInResultAndPartitions() {
    harness.setFaults("gone:share=0.3").extractReleases(TODAY);
    harness.extractTracks(TODAY);
    harness.transform(TODAY);
    StageOutput loaded = harness.load(TODAY);
    assertTrue(loaded.warnings().get(0).startsWith("albums without tracks at Spotify"));
    PartitionEntry dimension =
        harness.rows(PartitionEntry.TABLE, TODAY).stream()
            .filter(row -> row.tableName().equals(DimAlbum.TABLE.qualifiedName()))
            .findFirst()
            .orElseThrow();
    assertEquals(loaded.warnings().get(0), dimension.audit());
  }

  @Test
  void incompleteAlbumsAreReportedInResultFooterAndPartitions() {
    harness.setApp(QuotaMode.DEVELOPMENT).extractReleases(TODAY);
    String album = harness.rows(RawRelease.TABLE, TODAY).get(3).albumId();
    harness.setFaults("null-item:path=/v1/albums/" + album);
    StageOutput partial = harness.extractTracks(TODAY, PipelineHarness.TRACKS, true);
    assertTrue(partial.warnings().toString().contains(album), partial.warnings().toString());
    PartitionMetadata footer = harness.partition(RawTrack.TABLE, TODAY).footer();
    assertEquals(List.of(album), CaptureMetadata.parseList(footer, CaptureMetadata.ALBUMS_MISSING));
    harness.transform(TODAY);
    harness.load(TODAY);
    for (PartitionEntry row : harness.rows(PartitionEntry.TABLE, TODAY)) {
      if (row.tableName().equals(RawTrack.TABLE.qualifiedName())) {
        assertEquals(true, row.partial());
      } else if (row.tableName().equals(DimAlbum.TABLE.qualifiedName())) {
        assertTrue(String.valueOf(row.audit()).contains(album), row.audit());
      }
    }
  }

  @Test
  void partitionsTableHasTheHashesOfTheStar() {
    harness.runAllStages(TODAY);
    List<PartitionEntry> rows = harness.rows(PartitionEntry.TABLE, TODAY);
    assertEquals(
        Tables.all().stream()
            .filter(table -> !table.equals(PartitionEntry.TABLE))
            .map(Table::qualifiedName)
            .toList(),
        rows.stream().map(PartitionEntry::tableName).toList());
    for (PartitionEntry row : rows) {
      Table<?> table = Tables.find(row.tableName()).orElseThrow();
      PartitionMetadata footer = harness.partition(table, TODAY).footer();
      assertEquals(footer.contentHash(), row.contentHash());
      assertEquals(footer.rows(), row.rows());
    }
  }

  @Test
  void upgradeWithoutChangesLeavesNoTrace() {
    harness.runAllStages(TODAY);
    Map<String, String> before = harness.tableDigests();
    harness.setCodeVersion("2.0");
    assertFalse(harness.transform(TODAY).changed());
    assertFalse(harness.load(TODAY).changed());
    assertEquals(before, harness.tableDigests());
    harness.delete(DimAlbum.TABLE.key(TODAY));
    assertTrue(harness.load(TODAY).changed());
    for (PartitionEntry row : harness.rows(PartitionEntry.TABLE, TODAY)) {
      Table<?> table = Tables.find(row.tableName()).orElseThrow();
      PartitionMetadata footer = harness.partition(table, TODAY).footer();
      assertEquals(
          footer.find(PartitionMetadata.CODE_VERSION).orElseThrow(),
          row.codeVersion(),
          table::toString);
      assertEquals(table.equals(DimAlbum.TABLE) ? "2.0" : "1.0", row.codeVersion());
    }
  }

  @Test
  void emptyDateReachesTheStar() {
    harness.extractReleases(TODAY);
    harness.rewriteRows(RawRelease.TABLE, TODAY, rows -> List.of());
    harness.extractTracks(TODAY);
    harness.transform(TODAY);
    assertTrue(harness.load(TODAY).changed());
    assertEquals(List.of(), harness.rows(DimAlbum.TABLE, TODAY));
  }
}
