package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.extract.ScriptedSearch.album;
import static pipeline.extract.ScriptedSearch.albums;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.extract.SearchPageCache.SearchPageMemory;
import pipeline.model.Album;
import pipeline.spotify.api.LazySpotify;
import pipeline.testing.PipelineHarness;

/**
 * Checks the fixed sequence of queries for a year, and the pages that the dates of the year share.
 */
class HistoricalSearchTest {
  private static final LocalDate DS = LocalDate.of(2024, 1, 1);

  @TempDir Path folder;
  private PipelineHarness harness;
  private ScriptedSearch spotify = new ScriptedSearch();

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private CapturedListing take(LocalDate ds, int maxCalls) {
    var run = harness.run(ds);
    return new HistoricalSearch(
            new LazySpotify(() -> spotify),
            new SearchPageCache(run, null, new SearchPageMemory()),
            ds,
            null,
            maxCalls,
            run.clock().instant())
        .search();
  }

  @Test
  void queriesFollowAFixedSequence() {
    spotify.finds("year:2024", albums(0, 25)).finds("year:2024 b", albums(100, 101));

    CapturedListing captured = take(DS, 100);

    List<String> sequence = new ArrayList<>(List.of("year:2024", "year:2024", "year:2024"));
    sequence.addAll(ShardedSearch.shards("year:2024"));
    assertEquals(sequence, spotify.queries());
    assertEquals(26, captured.albums().size());
    assertFalse(captured.result().truncated(), "the sequence came to its end");
  }

  @Test
  void queryEndsAfterAThousandAlbums() {
    spotify.finds("year:2024", albums(0, 3000));
    CapturedListing captured = take(DS, 101);
    assertEquals(1000, captured.albums().size());
    assertEquals("year:2024 a", spotify.queries().get(100));
    assertTrue(captured.result().truncated());
  }

  @Test
  void onlyAlbumsOfTheExactDateAreSelected() {
    Album year = album("y", "2024-01-01", "year", List.of(), null);
    spotify.finds(
        "year:2024", List.of(album("other", "2024-01-02"), year, album("it", "2024-01-01")));
    assertEquals(List.of(album("it", "2024-01-01")), take(DS, 10).albums());
  }

  @Test
  void searchWithMoreCallsContinuesAfterTheStoredPages() {
    spotify.finds("year:2024", albums(0, 400));
    take(DS, 7);
    assertEquals(7, spotify.queries().size());
    assertEquals(120, take(DS, 12).albums().size());
    assertEquals(12, spotify.queries().size());
    assertEquals(120, take(DS, 12).albums().size());
    assertEquals(12, spotify.queries().size());
  }

  @Test
  void damagedPagesAreDeletedAndFetchedAgain() {
    spotify.finds("year:2024", albums(0, 400));
    List<Album> found = take(DS, 30).albums();
    List<Path> files = filesBelow("work/search");
    assertEquals(3, files.size());
    overwrite(files.get(1), "no Parquet");

    assertEquals(found, take(DS, 30).albums());
    assertEquals(30 + 10, spotify.queries().size(), "its ten pages and no others");
    take(DS, 30);
    assertEquals(40, spotify.queries().size());
  }

  @Test
  void pagesReplacedByAnotherBackfillAreReadAgain() {
    spotify.finds("year:2024", albums(0, 400));
    List<Album> found = take(DS, 10).albums();
    harness.clock.advance(Duration.ofMinutes(1));
    harness.store().afterNextList(() -> saveAsAnotherRun(found));

    assertEquals(found, take(DS, 10).albums());
    assertEquals(10, spotify.queries().size(), "pages were fetched again");
  }

  private void saveAsAnotherRun(List<Album> albums) {
    var run = harness.run(DS);
    new SearchPageCache(run, null, new SearchPageMemory())
        .save(
            SearchPageCache.PagePosition.START,
            HistoricalSearch.toCheckpoint(
                albums, 10, 0, new SearchPageCache.PagePosition(0, 100), run.clock().instant()));
  }

  @Test
  void purgedPagesAreFetchedAgain() {
    spotify.finds("year:2024", albums(0, 400));
    List<Album> found = take(DS, 10).albums();
    harness.store().afterNextList(() -> harness.delete("work/search"));

    assertEquals(found, take(DS, 10).albums());
    assertEquals(20, spotify.queries().size());
  }

  private List<Path> filesBelow(String below) {
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void overwrite(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
