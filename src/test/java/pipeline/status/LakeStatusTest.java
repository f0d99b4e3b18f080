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
import pipeline.extract.LateDatePolicy;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.SourcePolicy;
import pipeline.lake.Lake;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.ObjectStore;
import pipeline.purge.ExpiredPartitions;
import pipeline.simulator.options.QuotaMode;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.row.Row;
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
  private PipelineHarness world;

  @BeforeEach
  void makeADate() {
    world = new PipelineHarness(folder).albums(4).runAllStages(TODAY);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private List<DateStatus> look(LocalDate first, LocalDate last) {
    return new StatusScanner(world.lake(), world.clock.instant()).scan(new DateRange(first, last));
  }

  private DateStatus look(LocalDate ds) {
    return look(ds, ds).get(0);
  }

  private static Set<String> states(DateStatus date, PartitionState state) {
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
        case "run" -> world.runAllStages(TODAY);
        case "extract-releases" -> world.releases(TODAY);
        case "extract-tracks" -> world.tracks(TODAY);
        case "transform" -> world.transform(TODAY);
        case "load" -> world.load(TODAY);
        default -> throw new AssertionError(command);
      }
    }
  }

  /** Checks the commands that status prints, runs them, and checks that the date is complete. */
  private void assertMendedBy(String... stages) {
    RepairPlan remedy = look(TODAY).repairPlan();
    List<String> commands = new ArrayList<>();
    for (String stage : stages) {
      commands.add(stage + " --date " + TODAY);
    }
    assertEquals(commands, remedy.commands(), remedy.reason());

    run(remedy.commands());

    DateStatus after = look(TODAY);
    assertNull(after.repairPlan());
    assertTrue(after.isComplete());
  }

  private void spoil(Table<?> table, String bytes) {
    world.lake().store().put(table.key(TODAY), bytes.getBytes(UTF_8));
  }

  @Test
  void loadedDateIsComplete() {
    DateStatus date = look(TODAY);

    assertTrue(date.isComplete());
    assertNull(date.repairPlan());
    assertEquals(names(Tables.all()), states(date, PartitionState.OK));
    assertEquals(4, date.table(RawRelease.TABLE).footer().orElseThrow().rows());
    assertEquals("new_releases", date.table(RawTrack.TABLE).capture().orElseThrow().source());
    assertTrue(date.bytes() > 10_000);
  }

  @Test
  void todayIsNotMissing() {
    world.delete("");

    DateStatus date = look(TODAY);

    assertEquals(names(Tables.all()), states(date, PartitionState.NOT_YET));
    assertNull(date.repairPlan());
    assertFalse(date.isComplete());
  }

  @Test
  void currentMissingDateCanBeListed() {
    DateStatus date = look(YESTERDAY);

    assertEquals(names(Tables.all()), states(date, PartitionState.MISSING));
    assertEquals("no partition exists", date.repairPlan().reason());
    assertEquals(List.of("run --date " + YESTERDAY), date.repairPlan().commands());
    assertFalse(date.repairPlan().mayCombine());
  }

  @Test
  void historicalGapsShareOneBackfill() {
    List<RepairStep> toDo =
        RepairStep.from(
            look(LocalDate.parse("2024-02-27"), LocalDate.parse("2024-03-02")), "--lake x");

    assertEquals(1, toDo.size());
    assertEquals(
        List.of("backfill --from 2024-02-27 --to 2024-03-02 --lake x"), toDo.get(0).commands());
    assertTrue(toDo.get(0).reason().contains("only a sample"), toDo.get(0).reason());
  }

  @Test
  void missingTracksNeedAnExtraction() {
    world.delete("raw/tracks");
    world.delete("clean");
    world.delete("analytics");

    assertEquals("extract-tracks has not run", look(TODAY).repairPlan().reason());
    assertMendedBy("extract-tracks", "transform", "load");
  }

  @Test
  void missingTracksOutdateLaterTables() {
    world.delete("raw/tracks");

    DateStatus date = look(TODAY);

    assertEquals(Set.of("raw/tracks"), states(date, PartitionState.MISSING));
    assertEquals(
        12,
        states(date, PartitionState.OUTDATED).size(),
        "clean and analytics were made from them");
    assertMendedBy("extract-tracks", "transform", "load");
  }

  @Test
  void replacedListingOutdatesItsTracks() {
    world.albums(5).releases(TODAY);

    DateStatus date = look(TODAY);

    assertEquals(Set.of("raw/releases"), states(date, PartitionState.OK));
    assertEquals(13, states(date, PartitionState.OUTDATED).size());
    assertEquals(
        "raw/tracks was built from a replaced version of raw/releases", date.repairPlan().reason());
    assertMendedBy("extract-tracks", "transform", "load");
  }

  @Test
  void missingCleanTableNeedsATransform() {
    world.delete("clean/rejects");

    DateStatus date = look(TODAY);

    assertEquals(Set.of("clean/rejects"), states(date, PartitionState.MISSING));
    assertEquals("clean/rejects is missing", date.repairPlan().reason());
    assertMendedBy("transform", "load");
  }

  @Test
  void missingStarNeedsALoad() {
    world.delete("analytics");

    assertEquals("load has not run", look(TODAY).repairPlan().reason());
    assertMendedBy("load");
  }

  /** A load that was killed leaves a table of another version. */
  @Test
  void inconsistentStarNeedsALoad() {
    world.rewrite(DimTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));

    DateStatus date = look(TODAY);

    assertEquals(Set.of("analytics/dim_track"), states(date, PartitionState.MIXED));
    assertMendedBy("load");
  }

  @Test
  void cleanTableOfAnOlderJarIsOutdated() {
    asOfVersion(CleanAlbum.TABLE, "0");

    assertEquals(
        "clean/albums has the schema of an older pipeline.jar", look(TODAY).repairPlan().reason());
    assertMendedBy("transform", "load");
  }

  @Test
  void rawTableOfAnOlderJarIsFine() {
    asOfVersion(RawRelease.TABLE, "0");

    assertTrue(look(TODAY).isComplete());
  }

  @Test
  void tableOfANewerJarIsReported() {
    asOfVersion(Reject.TABLE, "99");

    DateStatus date = look(TODAY);

    assertEquals(Set.of("clean/rejects"), states(date, PartitionState.NEWER));
    assertEquals(List.of(), date.repairPlan().commands(), "no command of this jar helps");
    assertTrue(
        date.repairPlan().reason().contains("newer pipeline.jar"), date.repairPlan().reason());
  }

  private <R extends Row> void asOfVersion(Table<R> table, String version) {
    var partition = world.partition(table, TODAY);
    try (PartitionWriter<R> draft = world.lake().openWriter(table, TODAY);
        RowIterator<R> rows = partition.openRows()) {
      partition.footer().entries().forEach(draft::putMetadata);
      draft.putMetadata(PartitionMetadata.SCHEMA_VERSION, version);
      for (R row = rows.next(); row != null; row = rows.next()) {
        draft.write(row);
      }
      draft.publish();
    }
  }

  @Test
  void damagedTracksAreFetchedAgain() {
    spoil(RawTrack.TABLE, "");

    DateStatus date = look(TODAY);

    assertEquals(Set.of("raw/tracks"), states(date, PartitionState.DAMAGED));
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
    spoil(PartitionEntry.TABLE, "no Parquet");

    assertEquals(Set.of("analytics/partitions"), states(look(TODAY), PartitionState.DAMAGED));
    assertMendedBy("load");
  }

  @Test
  void fileOfAnotherProgramMustBeMoved() throws Exception {
    byte[] other = Files.readAllBytes(folder.resolve(RawTrack.TABLE.key(TODAY)));
    world.lake().store().put(DimTrack.TABLE.key(TODAY), other);

    DateStatus date = look(TODAY);

    assertEquals(Set.of("analytics/dim_track"), states(date, PartitionState.FOREIGN));
    assertTrue(date.repairPlan().reason().contains("move it away"), date.repairPlan().reason());
  }

  @Test
  void partialTracksAreReported() {
    world.delete("");
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY, SEARCH);
    String album = world.rows(RawRelease.TABLE, TODAY).get(3).albumId();
    world.faults("null-item:path=/v1/albums/" + album).tracks(TODAY, PipelineHarness.TRACKS, true);
    world.transform(TODAY);
    world.load(TODAY);
    world.faults();

    assertEquals(names(Tables.all()), states(look(TODAY), PartitionState.OK));
    assertFalse(look(TODAY).isComplete());
    assertEquals("albums lack tracks", look(TODAY).repairPlan().reason());
    assertMendedBy("extract-tracks", "transform", "load");
  }

  @Test
  void purgedDateIsNotMissing() {
    PurgeMarker.recordPurgedBefore(world.lake(), TODAY);

    DateStatus date = look(YESTERDAY);

    assertEquals(names(Tables.all()), states(date, PartitionState.PURGED));
    assertNull(date.repairPlan());
  }

  @Test
  void interruptedPurgeMustBeFinished() {
    LocalDate tomorrow = TODAY.plusDays(1);
    PurgeMarker.recordPurgedBefore(world.lake(), tomorrow);
    new ExpiredPartitions(world.lake(), tomorrow)
        .list().stream().limit(3).forEach(one -> one.deletion().run());

    RepairPlan remedy = look(TODAY).repairPlan();

    assertEquals(List.of("purge --before " + tomorrow + " --yes"), remedy.commands());
  }

  @Test
  void otherObjectsAreNotCounted() {
    world.lake().store().put("raw/releases/ds=2024-01-01/other.parquet", new byte[1]);
    world.lake().store().put("raw/releases/ds=2024-13-01/releases.parquet", new byte[1]);

    assertEquals(
        PartitionState.MISSING,
        look(LocalDate.parse("2024-01-01")).table(RawRelease.TABLE).state());
  }

  @Test
  void statusListsEachTableOnce() {
    world.runAllStages(YESTERDAY);
    Map<String, Integer> asked = new ConcurrentHashMap<>();
    ObjectStore counting =
        (ObjectStore)
            Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> {
                  asked.merge(method.getName(), 1, Integer::sum);
                  return method.invoke(world.lake().store(), arguments);
                });

    new StatusScanner(new Lake(counting), world.clock.instant())
        .scan(new DateRange(YESTERDAY, TODAY));

    asked.remove("uri");
    assertEquals(Map.of("list", 14, "find", 1, "read", 28), asked, "one find for the purge marker");
  }
}
