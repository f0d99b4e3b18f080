package pipeline.tables.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.extract.TrackConfig;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.testing.PipelineHarness;
import pipeline.testing.RawTrackCopy;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformConfig.SchemaContract;

/** Checks that transform and load skip a build only if its code and its inputs are unchanged. */
class BuildFingerprintTest {
  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder).runAllStages(TODAY);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** Returns the number of staging files that a stage creates. */
  private int countStagingFiles(Runnable stage) {
    int before = harness.store().stagingFileCount();
    stage.run();
    return harness.store().stagingFileCount() - before;
  }

  private StageOutput transform() {
    return harness.transform(TODAY);
  }

  private StageOutput load() {
    return harness.load(TODAY);
  }

  @Test
  void rerunOfTheSameCodeAndInputsBuildsNothing() {
    assertEquals(0, countStagingFiles(this::transform));
    assertEquals(0, countStagingFiles(this::load));
  }

  @Test
  void skippedStageReturnsTheSameResult() {
    StageOutput skippedTransform = transform();
    StageOutput skippedLoad = load();
    harness.setCodeHash("another");

    assertTrue(countStagingFiles(this::transform) > 0);
    assertTrue(countStagingFiles(this::load) > 0);
    assertEquals(skippedTransform, transform());
    assertEquals(skippedLoad, load());
    assertFalse(skippedTransform.changed());
  }

  @Test
  void changedCodeBuildsTheTablesOnceMore() {
    Map<String, String> before = harness.tableDigests();
    harness.setCodeVersion("2.0").setCodeHash("another");

    assertTrue(countStagingFiles(this::transform) > 0);
    assertTrue(countStagingFiles(this::load) > 0);
    assertEquals(0, countStagingFiles(this::transform));
    assertEquals(0, countStagingFiles(this::load));
    assertEquals(before, harness.tableDigests());
  }

  @Test
  void unknownCodeAlwaysBuildsTheTables() {
    Map<String, String> before = harness.digests("");
    harness.setCodeHash("");

    for (int run = 0; run < 2; run++) {
      assertTrue(countStagingFiles(this::transform) > 0);
      assertTrue(countStagingFiles(this::load) > 0);
    }
    assertEquals(before, harness.digests(""));
  }

  @Test
  void changedTableIsRebuiltAfterAnUpgrade() {
    harness.setCodeHash("another");
    transform();
    load();
    harness.rewriteRows(PartitionEntry.TABLE, TODAY, rows -> rows.subList(1, rows.size()));

    assertEquals(0, countStagingFiles(this::transform));
    assertTrue(load().changed());
    assertEquals(0, countStagingFiles(this::load));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"origin\":1,\"warnings\":2}", "[", "null"})
  void damagedRecordIsIgnored(String text) {
    harness.setCodeHash("another");
    transform();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    harness.lake().store().put("state/origin/ds=" + TODAY + "/transform.json", bytes);

    assertTrue(countStagingFiles(this::transform) > 0);
    assertEquals(0, countStagingFiles(this::transform));
  }

  @Test
  void dateWithoutWarningsHasNoRecord() {
    assertEquals(Map.of(), harness.digests("state/origin"));
  }

  @Test
  void unknownCodeWritesNoOrigin() {
    harness.delete("clean");
    harness.delete("analytics");
    harness.setCodeHash("");
    transform();
    load();

    assertEquals(List.of(), findOrigins());
  }

  private List<String> findOrigins() {
    return List.<Table<?>>of(Reject.TABLE, PartitionEntry.TABLE).stream()
        .flatMap(
            table ->
                harness.partition(table, TODAY).footer().find(PartitionMetadata.ORIGIN).stream())
        .toList();
  }

  @Test
  void deletedTableIsRebuilt() {
    Map<String, String> before = harness.digests("");
    harness.delete("clean/track_artists");
    harness.delete("analytics/dim_artist");

    assertTrue(transform().changed());
    assertTrue(load().changed());
    assertEquals(before, harness.digests(""));
  }

  @Test
  void editedTableIsRebuilt() {
    Map<String, String> before = harness.digests("");
    harness.rewriteRows(CleanTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));
    harness.rewriteRows(DimTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));

    assertTrue(transform().changed());
    assertTrue(load().changed());
    assertEquals(before, harness.digests(""));
  }

  @Test
  void everyRunReportsTheRecordedWarnings() {
    harness.rewriteRows(RawTrack.TABLE, TODAY, BuildFingerprintTest::removeFirstName);
    StageOutput first = transform();
    StageOutput star = load();

    assertEquals(1, first.warnings().size());
    assertEquals(0, countStagingFiles(() -> assertEquals(unchanged(first), transform())));
    assertEquals(0, countStagingFiles(() -> assertEquals(unchanged(star), load())));
  }

  private static StageOutput unchanged(StageOutput output) {
    return new StageOutput(false, output.rows(), output.capture(), output.warnings());
  }

  @Test
  void everyLoadReportsTheRecordedWarnings() {
    String removed = harness.rows(RawTrack.TABLE, TODAY).get(0).albumId();
    harness.rewriteRows(
        RawTrack.TABLE,
        TODAY,
        rows -> rows.stream().filter(row -> !row.albumId().equals(removed)).toList());
    harness.putFooterEntry(RawTrack.TABLE, TODAY, "albums_gone", removed);
    transform();
    StageOutput star = load();

    assertEquals(1, star.warnings().size());
    assertEquals(0, countStagingFiles(() -> assertEquals(unchanged(star), load())));
  }

  @Test
  void stricterLimitsCheckTheRejectsAgain() {
    harness.rewriteRows(RawTrack.TABLE, TODAY, BuildFingerprintTest::removeFirstName);
    transform();
    TransformConfig strict = new TransformConfig(0, SchemaContract.EVOLVE);

    StageException refused =
        assertThrows(StageException.class, () -> harness.transform(TODAY, strict));
    assertEquals(StageException.StageFailureReason.TOO_MANY_REJECTS, refused.reason());
  }

  /** The record only saves work in later runs, so the tables are published even without it. */
  @Test
  void failureToWriteTheRecordIsAWarning() throws IOException {
    harness.setCodeHash("another");
    Files.createDirectories(folder.resolve("state"));
    Files.writeString(folder.resolve("state/origin"), "in the way");

    assertFalse(transform().changed());
  }

  @Test
  void reobservedRowsOutdateNothing() {
    harness.clock.advance(Duration.ofHours(1));
    harness.extractTracks(TODAY, new TrackConfig(false, true, 30), false);

    assertEquals(0, countStagingFiles(this::transform));
  }

  @Test
  void reobservedRejectsOutdateNothing() {
    harness.rewriteRows(RawTrack.TABLE, TODAY, BuildFingerprintTest::removeFirstName);
    transform();
    rewriteObservationTimes();
    harness.setCodeHash("another");

    assertFalse(transform().changed());
    String json = harness.rows(Reject.TABLE, TODAY).get(0).rowJson();
    assertFalse(json.contains("observed_at"), json);
  }

  private void rewriteObservationTimes() {
    List<RawTrack> rows = harness.rows(RawTrack.TABLE, TODAY);
    PartitionMetadata footer = harness.partition(RawTrack.TABLE, TODAY).footer();
    harness.delete("raw/tracks");
    try (PartitionWriter<RawTrack> writer = harness.lake().openWriter(RawTrack.TABLE, TODAY)) {
      footer.entries().forEach(writer::putMetadata);
      rows.forEach(row -> writer.write(RawTrackCopy.observedLater(row, Duration.ofHours(1))));
      writer.publish();
    }
    assertEquals(
        footer.contentHash(), harness.partition(RawTrack.TABLE, TODAY).footer().contentHash());
  }

  /** analytics/partitions records the number of requests. */
  @Test
  void footerOfRawTracksReachesTheStar() {
    harness.putFooterEntry(RawTrack.TABLE, TODAY, "requests", "4711");

    assertEquals(0, countStagingFiles(this::transform), "no clean row depends on it");
    assertTrue(load().changed());
    assertEquals(0, countStagingFiles(this::load));
  }

  private static List<RawTrack> removeFirstName(List<RawTrack> rows) {
    return rows.stream()
        .map(row -> row.equals(rows.get(0)) ? RawTrackCopy.withName(row, null) : row)
        .toList();
  }
}
