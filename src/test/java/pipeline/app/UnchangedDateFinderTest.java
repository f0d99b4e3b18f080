package pipeline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.UnchangedDates;
import pipeline.extract.TrackConfig;
import pipeline.lake.Table;
import pipeline.spotify.api.RequestStats;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.StageOutput;
import pipeline.testing.PipelineHarness;
import pipeline.testing.RawTrackCopy;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformConfig.SchemaContract;

class UnchangedDateFinderTest {
  private static final LocalDate FIRST = TODAY.minusDays(9);
  private static final List<LocalDate> DATES = FIRST.datesUntil(FIRST.plusDays(4)).toList();
  private static final LocalDate LAST = DATES.get(3);

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void loadDates() {
    harness = new PipelineHarness(folder).setComparableTags().setAlbums(4);
    DATES.forEach(this::load);
    harness.clock.set(TODAY + "T12:00:00Z");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** Runs the stages of a date while it is a current date. */
  private void load(LocalDate ds) {
    harness.clock.set(ds + "T12:00:00Z");
    harness.setListingDate(ds).runAllStages(ds);
  }

  private UnchangedDates find() {
    return find(PipelineHarness.TRACKS, PipelineHarness.TRANSFORM, Set.of());
  }

  private UnchangedDates find(
      TrackConfig tracks, TransformConfig rows, Set<ListingAnomaly> failOn) {
    return new UnchangedDateFinder(
            harness.run(FIRST), PipelineHarness.RELEASES, tracks, rows, failOn)
        .find(LAST);
  }

  private List<LocalDate> unchanged() {
    UnchangedDates found = find();
    return DATES.stream().filter(ds -> !found.find(ds).isEmpty()).toList();
  }

  private List<StageResult> runStages(LocalDate ds) {
    return List.of(
        result(harness.extractReleases(ds)),
        result(harness.extractTracks(ds)),
        result(harness.transform(ds)),
        result(harness.load(ds)).withAuditStatus());
  }

  private StageResult result(StageOutput output) {
    return DefaultStageRunner.toResult(harness.run(FIRST), output, RequestStats.NONE);
  }

  private void replaceByACopy(Table<?> table, LocalDate ds) throws IOException {
    String key = table.key(ds);
    harness.lake().store().put(key, Files.readAllBytes(folder.resolve(key)));
  }

  /** The listings have the same size but different albums, so that their album ids are compared. */
  @Test
  void unchangedDateCostsOneReadAndOneOfItsAlbumIds() {
    int lists = harness.store().listCount();
    int reads = harness.store().readCount();
    int puts = harness.store().putKeys().size();

    assertEquals(DATES, unchanged());

    int folders = Tables.all().size() + 1; // and state/origin
    assertEquals(
        2 * folders, harness.store().listCount() - lists, "two months, with the dates before");
    assertEquals(2 * DATES.size(), harness.store().readCount() - reads);
    assertEquals(puts, harness.store().putKeys().size());
    assertEquals(0, harness.lake().store().list("work/tmp").size());
  }

  @Test
  void resultsAreThoseOfTheStages() {
    UnchangedDates found = find();

    for (LocalDate ds : DATES) {
      assertEquals(runStages(ds), found.find(ds));
    }
    assertEquals(List.of(), found.find(LAST.plusDays(1)));
  }

  /**
   * The warnings of transform are stored in state/. The warnings about the listing are detected
   * again by load.
   */
  @Test
  void warningsAreThoseOfTheStages() {
    load(FIRST.minusDays(3));
    harness.clock.set(TODAY + "T12:00:00Z");
    harness.rewriteRows(
        RawTrack.TABLE,
        LAST,
        rows ->
            rows.stream()
                .map(row -> row.equals(rows.get(0)) ? RawTrackCopy.withName(row, null) : row)
                .toList());
    runStages(LAST);

    List<StageResult> results = find().find(LAST);

    assertEquals(runStages(LAST), results);
    assertTrue(results.get(2).warnings().toString().contains("rejected"), results::toString);
    assertTrue(results.get(3).warnings().toString().contains("gap"), results::toString);
  }

  /**
   * After an upgrade of the jar that leaves the tables equal, the build records replace an entry of
   * the footers.
   */
  @Test
  void buildRecordsAreRead() {
    harness.setCodeHash("another");
    assertEquals(List.of(), unchanged());
    DATES.forEach(this::runStages);

    assertEquals(DATES, unchanged());
  }

  @Test
  void replacedTableIsNotHidden() throws IOException {
    replaceByACopy(DimTrack.TABLE, LAST);

    assertEquals(DATES.subList(0, 3), unchanged());
  }

  /** The stages of a changed date can change its listing. */
  @Test
  void datesAfterAChangedDateAreRun() throws IOException {
    replaceByACopy(RawTrack.TABLE, DATES.get(1));

    assertEquals(DATES.subList(0, 1), unchanged());
  }

  @Test
  void missingOrDamagedTableIsNotHidden() {
    harness.delete(DimAlbum.TABLE.key(LAST));
    assertEquals(DATES.subList(0, 3), unchanged());

    harness.lake().store().put(PartitionEntry.TABLE.key(DATES.get(2)), new byte[9]);
    assertEquals(DATES.subList(0, 2), unchanged());
  }

  @Test
  void damagedListingBeforeTheRangeIsSkippedAsByLoad() {
    String key = RawRelease.TABLE.key(FIRST.minusDays(1));
    harness.lake().store().put(key, new byte[9]);

    assertEquals(DATES, unchanged());
  }

  @Test
  void otherConfigurationIsNotHidden() {
    TransformConfig freeze = new TransformConfig(0.05, SchemaContract.FREEZE);
    UnchangedDates found = find(PipelineHarness.TRACKS, freeze, Set.of());
    assertFalse(found.find(FIRST).isEmpty(), "without warnings, the contract has no influence");

    load(FIRST.minusDays(3));
    harness.clock.set(TODAY + "T12:00:00Z");
    Set<ListingAnomaly> gaps = Set.of(ListingAnomaly.GAP);
    found = find(PipelineHarness.TRACKS, PipelineHarness.TRANSFORM, gaps);
    assertTrue(DATES.stream().map(found::find).allMatch(List::isEmpty));
  }

  @Test
  void rebuildNeedsNoSnapshot() {
    int lists = harness.store().listCount();

    Stream.of(new TrackConfig(true, false, 30), new TrackConfig(false, true, 30))
        .map(tracks -> find(tracks, PipelineHarness.TRANSFORM, Set.of()))
        .forEach(found -> assertEquals(List.of(), found.find(FIRST)));

    assertEquals(lists, harness.store().listCount());
  }

  @Test
  void currentDateIsRun() {
    harness.clock.set(LAST.plusDays(1) + "T12:00:00Z");

    assertEquals(DATES.subList(0, 2), unchanged());
  }

  @Test
  void oldSnapshotIsNotUsed() {
    UnchangedDates found = find();

    harness.clock.advance(Duration.ofMinutes(4));
    assertFalse(found.find(FIRST).isEmpty());
    harness.clock.advance(Duration.ofMinutes(2));
    assertEquals(List.of(), found.find(FIRST));
  }

  @Test
  void lakeOfAnOlderVersionCostsOneReadPerDate() {
    try (PipelineHarness older = new PipelineHarness(folder.resolve("older")).setAlbums(4)) {
      for (LocalDate ds : DATES) {
        older.clock.set(ds + "T12:00:00Z");
        older.setListingDate(ds).runAllStages(ds);
      }
      older.clock.set(TODAY + "T12:00:00Z");
      int reads = older.store().readCount();

      UnchangedDates found =
          new UnchangedDateFinder(
                  older.run(FIRST),
                  PipelineHarness.RELEASES,
                  PipelineHarness.TRACKS,
                  PipelineHarness.TRANSFORM,
                  Set.of())
              .find(LAST);

      assertTrue(DATES.stream().map(found::find).allMatch(List::isEmpty));
      assertEquals(DATES.size(), older.store().readCount() - reads);
    }
  }
}
