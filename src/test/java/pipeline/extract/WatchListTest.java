package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.extract.ScriptedSearch.album;
import static pipeline.extract.ScriptedSearch.albums;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import pipeline.model.Album;

/** Watched artists and labels: one search each. */
class WatchListTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final List<String> WATCHED = List.of("artist:\"Björk\"", "label:\"Warp\"");

  private final ScriptedSearch spotify = new ScriptedSearch();
  private final WatchList list = new WatchList(spotify, WATCHED, null, NOW);

  @Test
  void whatIsNewIsOneSearchEachMergedByTheAlbum() {
    spotify
        .finds("artist:\"Björk\" tag:new", albums(0, 3))
        .finds("label:\"Warp\" tag:new", albums(2, 5));

    Taken taken = list.current();

    assertEquals(List.of("artist:\"Björk\" tag:new", "label:\"Warp\" tag:new"), spotify.asked());
    assertEquals(albums(0, 5), taken.albums());
    assertFalse(taken.truncated());
  }

  @Test
  void moreThanOnePageIsSaidAndNotFetched() {
    spotify.finds("artist:\"Björk\" tag:new", albums(0, 11));

    Taken taken = list.current();

    assertEquals(2, spotify.asked().size());
    assertEquals(albums(0, 10), taken.albums());
    assertTrue(taken.truncated());
  }

  @Test
  void ofADateThatHasPassedOnlyWhatWasReleasedThen() {
    Album that = album("that", "2024-05-01");
    spotify.finds("label:\"Warp\" year:2024", List.of(album("another", "2024-05-02"), that, that));

    assertEquals(List.of(that), list.of(LocalDate.of(2024, 5, 1)).albums());
    assertEquals(2, spotify.asked().size());
  }

  @Test
  void nothingNewIsAnAnswer() {
    assertEquals(List.of(), list.current().albums());
  }
}
