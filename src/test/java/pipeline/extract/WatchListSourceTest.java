package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.extract.ScriptedSearch.album;
import static pipeline.extract.ScriptedSearch.albums;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pipeline.extract.WatchedName.WatchedKind;
import pipeline.model.Album;
import pipeline.model.Artist;

/** Checks the releases of watched artists and labels, with one search for each. */
class WatchListSourceTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final List<WatchedName> WATCHED =
      List.of(
          new WatchedName(WatchedKind.ARTIST, "Björk"), new WatchedName(WatchedKind.LABEL, "Warp"));

  private final ScriptedSearch spotify = new ScriptedSearch();
  private final WatchListSource list = new WatchListSource(spotify, WATCHED, null, NOW);

  @Test
  void currentListingMergesOneSearchPerWatchedName() {
    spotify
        .finds("artist:\"Björk\" tag:new", by("Björk", 0, 3))
        .finds("label:\"Warp\" tag:new", by("Björk", 2, 5));

    CapturedListing captured = list.current();

    assertEquals(List.of("artist:\"Björk\" tag:new", "label:\"Warp\" tag:new"), spotify.queries());
    assertEquals(by("Björk", 0, 5), captured.albums());
    assertFalse(captured.result().truncated());
    assertEquals(List.of(), captured.warnings());
  }

  @Test
  void secondPageIsReportedAndNotFetched() {
    spotify.finds("artist:\"Björk\" tag:new", by("Björk", 0, 11));

    CapturedListing captured = list.current();

    assertEquals(2, spotify.queries().size());
    assertEquals(by("Björk", 0, 10), captured.albums());
    assertTrue(captured.result().truncated());
  }

  @Test
  void furtherPagesAreReadUntilTheArtistIsFound() {
    List<Album> others = by("Björk's Band", 0, 12);
    List<Album> ofArtist = by("Björk", 12, 13);
    spotify.finds(
        "artist:\"Björk\" tag:new", Stream.concat(others.stream(), ofArtist.stream()).toList());

    assertEquals(ofArtist, list.current().albums());
    assertEquals(3, spotify.queries().size());
  }

  @Test
  void historicalDateSelectsReleasesOfThatDate() {
    Album that = album("that", "2024-05-01");
    spotify.finds("label:\"Warp\" year:2024", List.of(album("another", "2024-05-02"), that, that));

    assertEquals(List.of(that), list.releasedOn(LocalDate.of(2024, 5, 1)).albums());
    assertEquals(2, spotify.queries().size());
  }

  @Test
  void furtherPagesOfAYearAreReadUntilTheArtistIsFound() {
    List<Album> others = albumsOn("2024-05-02", "Björk's Band", 0, 12);
    List<Album> ofArtist = albumsOn("2024-05-01", "Björk", 12, 13);
    spotify.finds(
        "artist:\"Björk\" year:2024", Stream.concat(others.stream(), ofArtist.stream()).toList());

    assertEquals(ofArtist, list.releasedOn(LocalDate.of(2024, 5, 1)).albums());
    assertEquals(3, spotify.queries().size());
  }

  @Test
  void atMostFivePagesOfAYearAreReadUntilAReleaseOnTheDate() {
    List<Album> earlier = albumsOn("2024-05-02", "Björk", 0, 49);
    List<Album> onTheDate = albumsOn("2024-05-01", "Björk", 49, 50);
    List<Album> later = albumsOn("2024-05-03", "Björk", 50, 60);
    spotify.finds(
        "artist:\"Björk\" year:2024",
        Stream.of(earlier, onTheDate, later).flatMap(List::stream).toList());

    assertEquals(onTheDate, list.releasedOn(LocalDate.of(2024, 5, 1)).albums());
    assertEquals(6, spotify.queries().size());
    assertEquals(List.of(), list.releasedOn(LocalDate.of(2024, 5, 3)).albums());
    assertEquals(12, spotify.queries().size());
  }

  @Test
  void noReleasesIsAValidResult() {
    assertEquals(List.of(), list.current().albums());
  }

  private static List<Album> albumsOn(String date, String artist, int from, int to) {
    List<Artist> artists = List.of(new Artist("id", artist, null));
    return IntStream.range(from, to)
        .mapToObj(number -> album("album" + number, date, "day", artists, null))
        .toList();
  }

  private static List<Album> by(String artist, int from, int to) {
    return albums(from, to).stream().map(album -> with(album, artist, null)).toList();
  }

  private static Album with(Album album, @Nullable String artist, @Nullable String label) {
    return album(
        album.id(),
        String.valueOf(album.releaseDate()),
        "day",
        List.of(new Artist("someone", "Someone else", null), new Artist("id", artist, null)),
        label);
  }

  private static Album only(@Nullable String artist, @Nullable String label) {
    return with(album("one", "2024-05-01"), artist, label);
  }

  @Test
  void resultsOfOtherArtistsAreLeftOutAndCounted() {
    List<Album> results = new ArrayList<>(by("Björk", 0, 2));
    results.addAll(by("Björk Tribute Band", 2, 5));
    results.add(with(album("untitled", "2024-05-01"), null, null));
    spotify.finds("artist:\"Björk\" tag:new", results);

    CapturedListing captured = list.current();

    assertEquals(by("Björk", 0, 2), captured.albums());
    assertEquals(
        List.of("results by other artists: 4 in the search artist:\"Björk\"; they were left out"),
        captured.warnings());
  }

  @Test
  void onlyReleasesOfTheDateCountAsLeftOut() {
    spotify.finds("artist:\"Björk\" year:2024", by("Somebody", 0, 3));

    assertEquals(List.of(), list.releasedOn(LocalDate.of(2024, 5, 1)).warnings());
    assertEquals(1, list.releasedOn(LocalDate.of(2024, 1, 1)).warnings().size());
  }

  @Test
  void albumOfAnotherLabelIsLeftOut() {
    spotify.finds(
        "label:\"Warp\" tag:new",
        List.of(only("A", "WARP Records"), with(album("two", "2024-05-01"), "A", "Ninja Tune")));

    CapturedListing captured = list.current();

    assertEquals(List.of(only("A", "WARP Records")), captured.albums());
    assertEquals(
        List.of("results by other labels: 1 in the search label:\"Warp\"; they were left out"),
        captured.warnings());
  }

  @Test
  void nullEntriesAreCounted() {
    spotify.withNulls(1).finds("artist:\"Björk\" tag:new", by("Björk", 0, 2));

    assertEquals(2, list.current().result().nullItems());
  }
}
