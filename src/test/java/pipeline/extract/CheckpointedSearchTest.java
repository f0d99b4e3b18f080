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

/** Checks that an interrupted search for a current date resumes with the missing queries. */
class CheckpointedSearchTest {
  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
    harness.stateStore.write("source", "search_new");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** Creates a Spotify that has albums for three queries and fails for one query. */
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

  private List<String> checkpointKeys() {
    return harness.lake().store().list("work/").stream().map(ObjectInfo::key).toList();
  }

  private void failAt(String query) {
    SpotifyException stopped =
        assertThrows(SpotifyException.class, () -> harness.extractReleases(TODAY, spotify(query)));
    assertEquals(SpotifyErrorKind.UNREACHABLE, stopped.kind());
  }

  private List<String> ids() {
    return harness.rows(RawRelease.TABLE, TODAY).stream().map(RawRelease::albumId).toList();
  }

  @Test
  void resumedRunSendsOnlyTheMissingQueries() {
    ScriptedSearch uninterrupted = spotify("");
    StageOutput complete = harness.extractReleases(TODAY, uninterrupted);
    List<String> expected = ids();
    harness.delete("raw");
    failAt("tag:new b");
    assertEquals(2, checkpointKeys().size(), () -> checkpointKeys().toString());

    ScriptedSearch resumed = spotify("");
    StageOutput written = harness.extractReleases(TODAY, resumed);

    assertEquals(expected, ids());
    assertEquals(complete.rows(), written.rows());
    assertEquals(
        uninterrupted.queries().subList(2, uninterrupted.queries().size()), resumed.queries());
    assertEquals(List.of(), checkpointKeys());
  }

  @Test
  void observedAtIsTheTimeOfTheOldestQuery() {
    failAt("tag:new a");
    harness.clock.advance(Duration.ofHours(20));

    Instant observed = harness.extractReleases(TODAY, spotify("")).capture().observedAt();

    assertTrue(observed.isBefore(harness.clock.instant().minus(Duration.ofHours(20))));
  }

  @Test
  void rerunAfterPublicationSendsAllQueries() {
    harness.extractReleases(TODAY, spotify(""));
    ScriptedSearch again = spotify("");

    assertFalse(harness.extractReleases(TODAY, again).changed());

    assertEquals("tag:new", again.queries().get(0));
  }

  @Test
  void checkpointsAreNotUsedForAnotherDate() {
    failAt("tag:new b");
    ScriptedSearch yesterday = spotify("");
    harness.extractReleases(TODAY.minusDays(1), yesterday);
    assertEquals("tag:new", yesterday.queries().get(0));
    assertEquals(2, checkpointKeys().size());
  }

  @Test
  void singleQueryWritesNoCheckpoint() {
    harness.extractReleases(TODAY, spotify("").withRightTotals());

    assertEquals(20, ids().size());
    assertTrue(harness.store().putKeys().stream().noneMatch(key -> key.startsWith("work/")));
  }

  @Test
  void partialQueriesAreSentAgain() {
    assertThrows(
        SpotifyException.class,
        () -> harness.extractReleases(TODAY, spotify("tag:new a").lacking("a page")));

    assertEquals(List.of(), checkpointKeys());
  }

  @Test
  void damagedCheckpointsAreDeletedAndFetchedAgain() throws IOException {
    failAt("tag:new b");
    Files.writeString(folder.resolve(checkpointKeys().get(0)), "no Parquet");
    ScriptedSearch resumed = spotify("");

    harness.extractReleases(TODAY, resumed);

    assertEquals(List.of("tag:new", "tag:new b"), resumed.queries().subList(0, 2));
    assertEquals(60, ids().size());
  }
}
