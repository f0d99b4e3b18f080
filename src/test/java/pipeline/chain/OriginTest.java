package pipeline.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.chain.World.TODAY;

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
import pipeline.extract.TrackRules;
import pipeline.lake.Draft;
import pipeline.lake.Footer;
import pipeline.lake.Table;
import pipeline.tables.CleanTrack;
import pipeline.tables.DimTrack;
import pipeline.tables.NamedTrack;
import pipeline.tables.PublishedPartition;
import pipeline.tables.RawTrack;
import pipeline.tables.Reject;
import pipeline.tables.Written;

/** What would come out the same is not made again, and what would not is. */
class OriginTest {
  @TempDir Path folder;
  private World world;

  @BeforeEach
  void open() {
    world = new World(folder).chain(TODAY);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** How many files a stage begins. */
  private int filesBegun(Runnable stage) {
    int before = world.drafts();
    stage.run();
    return world.drafts() - before;
  }

  private Written transform() {
    return world.transform(TODAY);
  }

  private Written load() {
    return world.load(TODAY);
  }

  @Test
  void whatThisCodeMadeOfTheSameIsNotMadeAgain() {
    assertEquals(0, filesBegun(this::transform));
    assertEquals(0, filesBegun(this::load));
  }

  @Test
  void theResultIsThatOfMakingItAgain() {
    Written keptClean = transform();
    Written keptStar = load();
    world.code("another");

    assertTrue(filesBegun(this::transform) > 0);
    assertTrue(filesBegun(this::load) > 0);
    assertEquals(keptClean, transform());
    assertEquals(keptStar, load());
    assertFalse(keptClean.changed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"another", ""})
  void anotherCodeMakesItAgainAndSoDoesOneThatNobodyKnows(String code) {
    Map<String, String> before = world.digests("");
    world.code(code);

    assertTrue(filesBegun(this::transform) > 0);
    assertTrue(filesBegun(this::load) > 0);
    assertEquals(before, world.digests(""));
  }

  @Test
  void whereNobodyKnowsTheCodeNoFooterSaysWhereItComesFrom() {
    world.delete("clean");
    world.delete("analytics");
    world.code("");
    transform();
    load();

    assertEquals(List.of(), origins());
  }

  private List<String> origins() {
    return List.<Table<?>>of(Reject.TABLE, PublishedPartition.TABLE).stream()
        .flatMap(table -> world.partition(table, TODAY).footer().get(Footer.ORIGIN).stream())
        .toList();
  }

  @Test
  void aTableThatIsGoneIsMadeAgain() {
    Map<String, String> before = world.digests("");
    world.delete("clean/track_artists");
    world.delete("analytics/dim_artist");

    assertTrue(transform().changed());
    assertTrue(load().changed());
    assertEquals(before, world.digests(""));
  }

  @Test
  void aTableThatSomebodyChangedIsMadeAgain() {
    Map<String, String> before = world.digests("");
    world.rewrite(CleanTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));
    world.rewrite(DimTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));

    assertTrue(transform().changed());
    assertTrue(load().changed());
    assertEquals(before, world.digests(""));
  }

  @Test
  void warningsAreFoundAndToldByEveryRun() {
    world.rewrite(RawTrack.TABLE, TODAY, OriginTest::oneWithoutAName);
    Written first = transform();
    Written second = transform();

    assertEquals(1, first.warnings().size());
    assertEquals(first.warnings(), second.warnings());
    assertTrue(filesBegun(this::transform) > 0);
  }

  @Test
  void rowsThatWereSeenAgainOutdateNothing() {
    world.clock.advance(Duration.ofHours(1));
    world.tracks(TODAY, new TrackRules(false, true, 30), false);

    assertEquals(0, filesBegun(this::transform));
  }

  /** analytics/partitions tells how many requests it took. */
  @Test
  void whatTheFooterOfTheRawTracksTellsReachesTheStar() {
    note(RawTrack.TABLE, "requests", "4711");

    assertEquals(0, filesBegun(this::transform), "no clean row depends on it");
    assertTrue(load().changed());
    assertEquals(0, filesBegun(this::load));
  }

  private <R extends IndexedRecord> void note(Table<R> table, String name, String value) {
    List<R> rows = world.rows(table, TODAY);
    Footer footer = world.partition(table, TODAY).footer();
    try (Draft<R> draft = world.lake().draft(table, TODAY)) {
      footer.entries().forEach(draft::note);
      draft.note(name, value);
      rows.forEach(draft::write);
      draft.publish();
    }
  }

  private static List<RawTrack> oneWithoutAName(List<RawTrack> rows) {
    return rows.stream()
        .map(row -> row.equals(rows.get(0)) ? NamedTrack.of(row, null) : row)
        .toList();
  }
}
