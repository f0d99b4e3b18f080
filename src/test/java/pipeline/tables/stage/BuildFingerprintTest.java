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
import org.apache.avro.generic.IndexedRecord;
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
import pipeline.testing.RenamedTrack;
import pipeline.testing.ReobservedTrack;
import pipeline.transform.SchemaContract;
import pipeline.transform.TransformConfig;

/**
 * Checks that transform and load skip a build whose code and inputs are unchanged, and only then.
 */
class BuildFingerprintTest {
  @TempDir Path folder;
  private PipelineHarness world;

  @BeforeEach
  void open() {
    world = new PipelineHarness(folder).runAllStages(TODAY);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** Returns the number of staging files that a stage creates. */
  private int filesBegun(Runnable stage) {
    int before = world.stagingFileCount();
    stage.run();
    return world.stagingFileCount() - before;
  }

  private StageOutput transform() {
    return world.transform(TODAY);
  }

  private StageOutput load() {
    return world.load(TODAY);
  }

  @Test
  void rerunOfTheSameCodeAndInputsBuildsNothing() {
    assertEquals(0, filesBegun(this::transform));
    assertEquals(0, filesBegun(this::load));
  }

  @Test
  void skippedStageReturnsTheSameResult() {
    StageOutput keptClean = transform();
    StageOutput keptStar = load();
    world.code("another");

    assertTrue(filesBegun(this::transform) > 0);
    assertTrue(filesBegun(this::load) > 0);
    assertEquals(keptClean, transform());
    assertEquals(keptStar, load());
    assertFalse(keptClean.changed());
  }

  @Test
  void changedCodeBuildsTheTablesOnceMore() {
    Map<String, String> before = world.tables();
    world.upgrade("2.0").code("another");

    assertTrue(filesBegun(this::transform) > 0);
    assertTrue(filesBegun(this::load) > 0);
    assertEquals(0, filesBegun(this::transform));
    assertEquals(0, filesBegun(this::load));
    assertEquals(before, world.tables());
  }

  @Test
  void unknownCodeAlwaysBuildsTheTables() {
    Map<String, String> before = world.digests("");
    world.code("");

    for (int run = 0; run < 2; run++) {
      assertTrue(filesBegun(this::transform) > 0);
      assertTrue(filesBegun(this::load) > 0);
    }
    assertEquals(before, world.digests(""));
  }

  @Test
  void changedTableIsRebuiltAfterAnUpgrade() {
    world.code("another");
    transform();
    load();
    world.rewrite(PartitionEntry.TABLE, TODAY, rows -> rows.subList(1, rows.size()));

    assertEquals(0, filesBegun(this::transform));
    assertTrue(load().changed());
    assertEquals(0, filesBegun(this::load));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"origin\":1,\"warnings\":2}", "[", "null"})
  void damagedRecordIsIgnored(String text) {
    world.code("another");
    transform();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    world.lake().store().put("state/origin/ds=" + TODAY + "/transform.json", bytes);

    assertTrue(filesBegun(this::transform) > 0);
    assertEquals(0, filesBegun(this::transform));
  }

  @Test
  void dateWithoutWarningsHasNoRecord() {
    assertEquals(Map.of(), world.digests("state/origin"));
  }

  @Test
  void unknownCodeWritesNoOrigin() {
    world.delete("clean");
    world.delete("analytics");
    world.code("");
    transform();
    load();

    assertEquals(List.of(), origins());
  }

  private List<String> origins() {
    return List.<Table<?>>of(Reject.TABLE, PartitionEntry.TABLE).stream()
        .flatMap(
            table -> world.partition(table, TODAY).footer().find(PartitionMetadata.ORIGIN).stream())
        .toList();
  }

  @Test
  void deletedTableIsRebuilt() {
    Map<String, String> before = world.digests("");
    world.delete("clean/track_artists");
    world.delete("analytics/dim_artist");

    assertTrue(transform().changed());
    assertTrue(load().changed());
    assertEquals(before, world.digests(""));
  }

  @Test
  void editedTableIsRebuilt() {
    Map<String, String> before = world.digests("");
    world.rewrite(CleanTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));
    world.rewrite(DimTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));

    assertTrue(transform().changed());
    assertTrue(load().changed());
    assertEquals(before, world.digests(""));
  }

  @Test
  void everyRunReportsTheRecordedWarnings() {
    world.rewrite(RawTrack.TABLE, TODAY, BuildFingerprintTest::oneWithoutAName);
    StageOutput first = transform();
    StageOutput star = load();

    assertEquals(1, first.warnings().size());
    assertEquals(0, filesBegun(() -> assertEquals(kept(first), transform())));
    assertEquals(0, filesBegun(() -> assertEquals(kept(star), load())));
  }

  private static StageOutput kept(StageOutput made) {
    return new StageOutput(false, made.rows(), made.capture(), made.warnings());
  }

  @Test
  void everyLoadReportsTheRecordedWarnings() {
    String gone = world.rows(RawTrack.TABLE, TODAY).get(0).albumId();
    world.rewrite(
        RawTrack.TABLE,
        TODAY,
        rows -> rows.stream().filter(row -> !row.albumId().equals(gone)).toList());
    putFooterEntry(RawTrack.TABLE, "albums_gone", gone);
    transform();
    StageOutput star = load();

    assertEquals(1, star.warnings().size());
    assertEquals(0, filesBegun(() -> assertEquals(kept(star), load())));
  }

  @Test
  void stricterLimitsCheckTheRejectsAgain() {
    world.rewrite(RawTrack.TABLE, TODAY, BuildFingerprintTest::oneWithoutAName);
    transform();
    TransformConfig strict = new TransformConfig(0, SchemaContract.EVOLVE);

    StageException refused =
        assertThrows(StageException.class, () -> world.transform(TODAY, strict));
    assertEquals(StageException.StageFailureReason.TOO_MANY_REJECTS, refused.reason());
  }

  /** The record only saves work, so the tables are published without it. */
  @Test
  void failureToWriteTheRecordIsAWarning() throws IOException {
    world.code("another");
    Files.createDirectories(folder.resolve("state"));
    Files.writeString(folder.resolve("state/origin"), "in the way");

    assertFalse(transform().changed());
  }

  @Test
  void reobservedRowsOutdateNothing() {
    world.clock.advance(Duration.ofHours(1));
    world.tracks(TODAY, new TrackConfig(false, true, 30), false);

    assertEquals(0, filesBegun(this::transform));
  }

  @Test
  void reobservedRejectsOutdateNothing() {
    world.rewrite(RawTrack.TABLE, TODAY, BuildFingerprintTest::oneWithoutAName);
    transform();
    reobserve();
    world.code("another");

    assertFalse(transform().changed());
    String json = world.rows(Reject.TABLE, TODAY).get(0).rowJson();
    assertFalse(json.contains("observed_at"), json);
  }

  private void reobserve() {
    List<RawTrack> rows = world.rows(RawTrack.TABLE, TODAY);
    PartitionMetadata footer = world.partition(RawTrack.TABLE, TODAY).footer();
    world.delete("raw/tracks");
    try (PartitionWriter<RawTrack> draft = world.lake().openWriter(RawTrack.TABLE, TODAY)) {
      footer.entries().forEach(draft::putMetadata);
      rows.forEach(row -> draft.write(ReobservedTrack.later(row, Duration.ofHours(1))));
      draft.publish();
    }
    assertEquals(
        footer.contentHash(), world.partition(RawTrack.TABLE, TODAY).footer().contentHash());
  }

  /** analytics/partitions records the number of requests. */
  @Test
  void footerOfRawTracksReachesTheStar() {
    putFooterEntry(RawTrack.TABLE, "requests", "4711");

    assertEquals(0, filesBegun(this::transform), "no clean row depends on it");
    assertTrue(load().changed());
    assertEquals(0, filesBegun(this::load));
  }

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

  private static List<RawTrack> oneWithoutAName(List<RawTrack> rows) {
    return rows.stream()
        .map(row -> row.equals(rows.get(0)) ? RenamedTrack.withName(row, null) : row)
        .toList();
  }
}
