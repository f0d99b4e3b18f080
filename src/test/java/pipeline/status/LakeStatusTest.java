package pipeline.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.ReleaseConfig.LateDatePolicy;
import pipeline.extract.ReleaseConfig.SourcePolicy;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.store.ObjectStore;
import pipeline.purge.ExpiredPartitions;
import pipeline.simulator.options.QuotaMode;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.PurgeMarker;
import pipeline.testing.PipelineHarness;

/**
 * Checks the problem that status reports for each defect of a date, and that the printed commands
 * repair it.
 */
class LakeStatusTest {
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);

  private static final ReleaseConfig SEARCH =
      new ReleaseConfig(SourcePolicy.SEARCH, LateDatePolicy.SEARCH, false, null, 4, List.of());

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void publishDate() {
    harness = new PipelineHarness(folder).setComparableTags().setAlbums(4).runAllStages(TODAY);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private List<DateStatus> scan(LocalDate first, LocalDate last) {
    return new StatusScanner(harness.lake(), harness.clock.instant())
        .scan(new DateRange(first, last));
  }

  private DateStatus scan(LocalDate ds) {
    return scan(ds, ds).get(0);
  }

  private static Set<String> tablesInState(DateStatus date, PartitionState state) {
    Set<String> tables = new TreeSet<>();
    date.tables().stream()
        .filter(one -> one.state() == state)
        .forEach(one -> tables.add(one.table().qualifiedName()));
    return tables;
  }

  private static Set<String> names(List<Table<?>> tables) {
    Set<String> names = new TreeSet<>();
    tables.forEach(table -> names.add(table.qualifiedName()));
    return names;
  }

  private void run(List<String> commands) {
    for (String command : commands) {
      switch (command.substring(0, command.indexOf(' '))) {
        case "run" -> harness.runAllStages(TODAY);
        case "extract-releases" -> harness.extractReleases(TODAY);
        case "extract-tracks" -> harness.extractTracks(TODAY);
        case "transform" -> harness.transform(TODAY);
        case "load" -> harness.load(TODAY);
        default -> throw new AssertionError(command);
      }
    }
  }

  /** Checks the commands that status prints, runs them, and checks that the date is complete. */
  private void assertRepairedBy(String... stages) {
    RepairPlan plan = scan(TODAY).repairPlan();
    List<String> commands = new ArrayList<>();
    for (String stage : stages) {
      commands.add(stage + " --date " + TODAY);
    }
    assertEquals(commands, plan.commands(), plan.reason());

    run(plan.commands());

    DateStatus after = scan(TODAY);
    assertNull(after.repairPlan());
    assertTrue(after.isComplete());
  }

  private void damage(Table<?> table, String bytes) {
    harness.lake().store().put(table.key(TODAY), bytes.getBytes(UTF_8));
  }

  @Test
  void loadedDateIsComplete() {
    DateStatus date = scan(TODAY);

    assertTrue(date.isComplete());
    assertNull(date.repairPlan());
    assertEquals(names(Tables.all()), tablesInState(date, PartitionState.OK));
    assertEquals(4, date.table(RawRelease.TABLE).footer().orElseThrow().rows());
    assertEquals("new_releases", date.table(RawTrack.TABLE).capture().orElseThrow().source());
    assertTrue(date.bytes() > 10_000);
  }

  @Test
  void todayIsNotMissing() {
    harness.delete("");

    DateStatus date = scan(TODAY);

    assertEquals(names(Tables.all()), tablesInState(date, PartitionState.NOT_YET));
    assertNull(date.repairPlan());
    assertFalse(date.isComplete());
  }

  @Test
  void currentMissingDateCanBeListed() {
    DateStatus date = scan(YESTERDAY);

    assertEquals(names(Tables.all()), tablesInState(date, PartitionState.MISSING));
    assertEquals("no partition exists", date.repairPlan().reason());
    assertEquals(List.of("run --date " + YESTERDAY), date.repairPlan().commands());
    assertFalse(date.repairPlan().mayCombine());
  }

  @Test
  void historicalGapsShareOneBackfill() {
    List<RepairStep> toDo =
        RepairStep.from(
            scan(LocalDate.parse("2024-02-27"), LocalDate.parse("2024-03-02")), "--lake x");

    assertEquals(1, toDo.size());
    assertEquals(
        List.of("backfill --from 2024-02-27 --to 2024-03-02 --lake x"), toDo.get(0).commands());
    assertTrue(toDo.get(0).reason().contains("only a sample"), toDo.get(0).reason());
  }

  @Test
  void datesWithOthersInBetweenShareNoBackfill() {
    List<DateStatus> dates =
        new ArrayList<>(scan(LocalDate.parse("2024-02-27"), LocalDate.parse("2024-03-02")));
    dates.remove(2);

    assertEquals(
        List.of("2024-02-27 to 2024-02-28", "2024-03-01 to 2024-03-02"),
        RepairStep.from(dates, "").stream().map(step -> step.span().toString()).toList());
  }

  @Test
  void missingTracksNeedAnExtraction() {
    harness.delete("raw/tracks");
    harness.delete("clean");
    harness.delete("analytics");

    assertEquals("extract-tracks has not run", scan(TODAY).repairPlan().reason());
    assertRepairedBy("extract-tracks", "transform", "load");
  }

  @Test
  void missingTracksOutdateLaterTables() {
    harness.delete("raw/tracks");

    DateStatus date = scan(TODAY);

    assertEquals(Set.of("raw/tracks"), tablesInState(date, PartitionState.MISSING));
    assertEquals(
        12,
        tablesInState(date, PartitionState.OUTDATED).size(),
        "clean and analytics were made from them");
    assertRepairedBy("extract-tracks", "transform", "load");
  }

  @Test
  void replacedListingOutdatesItsTracks() {
    harness.setAlbums(5).extractReleases(TODAY);

    DateStatus date = scan(TODAY);

    assertEquals(Set.of("raw/releases"), tablesInState(date, PartitionState.OK));
    assertEquals(13, tablesInState(date, PartitionState.OUTDATED).size());
    assertEquals(
        "raw/tracks was built from a replaced version of raw/releases", date.repairPlan().reason());
    assertRepairedBy("extract-tracks", "transform", "load");
  }

  @Test
  void missingCleanTableNeedsATransform() {
    harness.delete("clean/rejects");

    DateStatus date = scan(TODAY);

    assertEquals(Set.of("clean/rejects"), tablesInState(date, PartitionState.MISSING));
    assertEquals("clean/rejects is missing", date.repairPlan().reason());
    assertRepairedBy("transform", "load");
  }

  @Test
  void missingStarNeedsALoad() {
    harness.delete("analytics");

    assertEquals("load has not run", scan(TODAY).repairPlan().reason());
    assertRepairedBy("load");
  }

  /** A killed load leaves tables of two versions. */
  @Test
  void inconsistentStarNeedsALoad() {
    harness.rewriteRows(DimTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));

    DateStatus date = scan(TODAY);

    assertEquals(Set.of("analytics/dim_track"), tablesInState(date, PartitionState.MIXED));
    assertRepairedBy("load");
  }

  @Test
  void inconsistentTableOfAnOlderJarIsMixed() {
    harness.rewriteRows(DimTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));
    harness.putFooterEntry(DimTrack.TABLE, TODAY, PartitionMetadata.SCHEMA_VERSION, "0");

    assertEquals(Set.of("analytics/dim_track"), tablesInState(scan(TODAY), PartitionState.MIXED));
    assertRepairedBy("load");
  }

  @Test
  void cleanTableOfAnOlderJarIsOutdated() {
    harness.putFooterEntry(CleanAlbum.TABLE, TODAY, PartitionMetadata.SCHEMA_VERSION, "0");

    assertEquals(
        "clean/albums has the schema of an older pipeline.jar", scan(TODAY).repairPlan().reason());
    assertRepairedBy("transform", "load");
  }

  @Test
  void rawTableOfAnOlderJarIsFine() {
    harness.putFooterEntry(RawRelease.TABLE, TODAY, PartitionMetadata.SCHEMA_VERSION, "0");

    assertTrue(scan(TODAY).isComplete());
  }

  @Test
  void tableOfANewerJarIsReported() {
    harness.putFooterEntry(Reject.TABLE, TODAY, PartitionMetadata.SCHEMA_VERSION, "99");

    DateStatus date = scan(TODAY);

    assertEquals(Set.of("clean/rejects"), tablesInState(date, PartitionState.NEWER));
    assertEquals(List.of(), date.repairPlan().commands(), "no command of this jar helps");
    assertTrue(
        date.repairPlan().reason().contains("newer pipeline.jar"), date.repairPlan().reason());
  }

  @Test
  void damagedTracksAreFetchedAgain() {
    damage(RawTrack.TABLE, "");

    DateStatus date = scan(TODAY);

    assertEquals(Set.of("raw/tracks"), tablesInState(date, PartitionState.DAMAGED));
    assertEquals("raw/tracks is damaged", date.repairPlan().reason());
    assertEquals(
        List.of(
            "extract-tracks --date " + TODAY + " --replace",
            "transform --date " + TODAY,
            "load --date " + TODAY),
        date.repairPlan().commands());
  }

  @Test
  void damagedTableIsRebuilt() {
    damage(PartitionEntry.TABLE, "no Parquet");

    assertEquals(
        Set.of("analytics/partitions"), tablesInState(scan(TODAY), PartitionState.DAMAGED));
    assertRepairedBy("load");
  }

  @Test
  void fileOfAnotherProgramMustBeMoved() throws Exception {
    byte[] other = Files.readAllBytes(folder.resolve(RawTrack.TABLE.key(TODAY)));
    harness.lake().store().put(DimTrack.TABLE.key(TODAY), other);

    DateStatus date = scan(TODAY);

    assertEquals(Set.of("analytics/dim_track"), tablesInState(date, PartitionState.FOREIGN));
    assertTrue(
        date.repairPlan().reason().contains("move the file away"), date.repairPlan().reason());
  }

  @Test
  void partialTracksAreReported() {
    harness.delete("");
    harness.setApp(QuotaMode.DEVELOPMENT).extractReleases(TODAY, SEARCH);
    String album = harness.rows(RawRelease.TABLE, TODAY).get(3).albumId();
    harness
        .setFaults("null-item:path=/v1/albums/" + album)
        .extractTracks(TODAY, PipelineHarness.TRACKS, true);
    harness.transform(TODAY);
    harness.load(TODAY);
    harness.setFaults();

    assertEquals(names(Tables.all()), tablesInState(scan(TODAY), PartitionState.OK));
    assertFalse(scan(TODAY).isComplete());
    assertEquals("albums lack tracks", scan(TODAY).repairPlan().reason());
    assertRepairedBy("extract-tracks", "transform", "load");
  }

  @Test
  void purgedDateIsNotMissing() {
    PurgeMarker.recordPurgedBefore(harness.lake(), TODAY);

    DateStatus date = scan(YESTERDAY);

    assertEquals(names(Tables.all()), tablesInState(date, PartitionState.PURGED));
    assertNull(date.repairPlan());
  }

  @Test
  void interruptedPurgeMustBeFinished() {
    LocalDate tomorrow = TODAY.plusDays(1);
    PurgeMarker.recordPurgedBefore(harness.lake(), tomorrow);
    new ExpiredPartitions(harness.lake(), tomorrow)
        .list().stream().limit(3).forEach(one -> one.deletion().run());

    RepairPlan plan = scan(TODAY).repairPlan();

    assertEquals(List.of("purge --before " + tomorrow + " --yes"), plan.commands());
  }

  @Test
  void otherObjectsAreNotCounted() {
    harness.lake().store().put("raw/releases/ds=2024-01-01/other.parquet", new byte[1]);
    harness.lake().store().put("raw/releases/ds=2024-13-01/releases.parquet", new byte[1]);

    assertEquals(
        PartitionState.MISSING,
        scan(LocalDate.parse("2024-01-01")).table(RawRelease.TABLE).state());
  }

  @Test
  void statusListsEachTableOnce() {
    harness.runAllStages(YESTERDAY);
    Map<String, Integer> requests = new ConcurrentHashMap<>();
    ObjectStore counting =
        (ObjectStore)
            Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> {
                  requests.merge(method.getName(), 1, Integer::sum);
                  return method.invoke(harness.lake().store(), arguments);
                });

    new StatusScanner(new Lake(counting), harness.clock.instant())
        .scan(new DateRange(YESTERDAY, TODAY));

    requests.remove("uri");
    requests.remove("comparableTag");
    assertEquals(
        Map.of("list", 14, "find", 1, "read", 2),
        requests,
        "one find for the purge marker, one read for each date");
  }
}
