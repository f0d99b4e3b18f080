package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.extract.ScriptedSearch.albums;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.store.ObjectInfo;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.StageOutput;
import pipeline.testing.PipelineHarness;

/** A current search that is stopped goes on with the queries that are missing. */
class CheckpointedSearchTest {
  @TempDir Path folder;
  private PipelineHarness world;

  @BeforeEach
  void open() {
    world = new PipelineHarness(folder);
    world.stateStore.write("source", "search_new");
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** A Spotify of which three queries add albums, and which may fail at one. */
  private static ScriptedSearch spotify(String failing) {
    ScriptedSearch spotify =
        new ScriptedSearch() {
          @Override
          public PagedResult<Album> searchAlbums(
              String query, @Nullable String market, int maxAlbums) {
            if (query.equals(failing)) {
              throw new SpotifyException(SpotifyErrorKind.UNREACHABLE, "no");
            }
            return super.searchAlbums(query, market, maxAlbums);
          }
        };
    return spotify
        .finds("tag:new", albums(0, 20))
        .finds("tag:new a", albums(10, 40))
        .finds("tag:new b", albums(30, 60));
  }

  private List<String> left() {
    return world.lake().store().list("work/").stream().map(ObjectInfo::key).toList();
  }

  private void stopAt(String query) {
    SpotifyException stopped =
        assertThrows(SpotifyException.class, () -> world.releases(TODAY, spotify(query)));
    assertEquals(SpotifyErrorKind.UNREACHABLE, stopped.kind());
  }

  private List<String> ids() {
    return world.rows(RawRelease.TABLE, TODAY).stream().map(RawRelease::albumId).toList();
  }

  @Test
  void resumedRunSendsOnlyTheMissingQueries() {
    ScriptedSearch undisturbed = spotify("");
    StageOutput whole = world.releases(TODAY, undisturbed);
    List<String> expected = ids();
    world.delete("raw");
    stopAt("tag:new b");
    assertEquals(2, left().size(), () -> left().toString());

    ScriptedSearch resumed = spotify("");
    StageOutput written = world.releases(TODAY, resumed);

    assertEquals(expected, ids());
    assertEquals(whole.rows(), written.rows());
    assertEquals(undisturbed.queries().subList(2, undisturbed.queries().size()), resumed.queries());
    assertEquals(List.of(), left());
  }

  @Test
  void observedAtIsTheTimeOfTheOldestQuery() {
    stopAt("tag:new a");
    world.clock.advance(Duration.ofHours(20));

    Instant observed = world.releases(TODAY, spotify("")).capture().observedAt();

    assertTrue(observed.isBefore(world.clock.instant().minus(Duration.ofHours(20))));
  }

  @Test
  void rerunAfterPublicationSendsAllQueries() {
    world.releases(TODAY, spotify(""));
    ScriptedSearch again = spotify("");

    assertFalse(world.releases(TODAY, again).changed());

    assertEquals("tag:new", again.queries().get(0));
  }

  @Test
  void checkpointsAreNotUsedForAnotherDate() {
    stopAt("tag:new b");
    ScriptedSearch yesterday = spotify("");
    world.releases(TODAY.minusDays(1), yesterday);
    assertEquals("tag:new", yesterday.queries().get(0));
    assertEquals(2, left().size());
  }

  @Test
  void singleQueryWritesNoCheckpoint() {
    world.releases(TODAY, spotify("").withRightTotals());

    assertEquals(20, ids().size());
    assertTrue(world.putKeys().stream().noneMatch(key -> key.startsWith("work/")));
  }

  @Test
  void partialQueriesAreSentAgain() {
    assertThrows(
        SpotifyException.class,
        () -> world.releases(TODAY, spotify("tag:new a").lacking("a page")));

    assertEquals(List.of(), left());
  }

  @Test
  void damagedCheckpointsAreDeletedAndFetchedAgain() throws IOException {
    stopAt("tag:new b");
    Files.writeString(folder.resolve(left().get(0)), "no Parquet");
    ScriptedSearch resumed = spotify("");

    world.releases(TODAY, resumed);

    assertEquals(List.of("tag:new", "tag:new b"), resumed.queries().subList(0, 2));
    assertEquals(60, ids().size());
  }
}
