package pipeline.simulator.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
  private final Catalogue catalogue = new Catalogue(42, 100);

  private List<SimAlbum> albums(List<AlbumSlot> slots) {
    return slots.stream().map(catalogue::album).toList();
  }

  private List<SimAlbum> manyAlbums() {
    return IntStream.range(0, 60)
        .boxed()
        .flatMap(day -> catalogue.listing(TODAY.minusDays(14L * day)).stream())
        .map(catalogue::album)
        .toList();
  }

  @Test
  void idDeterminesTheWholeAlbum() {
    for (SimAlbum album : albums(catalogue.listing(TODAY))) {
      assertTrue(Catalogue.isId(album.id()));
      Catalogue another = new Catalogue(42, 5);
      SimAlbum again = another.findAlbum(album.id()).orElseThrow();
      assertEquals(album, again);
      assertEquals(catalogue.tracks(album), another.tracks(again));
      assertFalse(new Catalogue(43, 100).findAlbum(album.id()).isPresent());
      assertFalse(catalogue.findTrack(album.id()).isPresent());
    }
  }

  @Test
  void tracksLeadBackToTheirAlbum() {
    for (SimAlbum album : albums(catalogue.listing(TODAY))) {
      for (SimTrack track : catalogue.tracks(album)) {
        SimTrack found = catalogue.findTrack(track.id()).orElseThrow();
        assertEquals(track, found);
        assertEquals(album, catalogue.album(found.slot()));
      }
    }
  }

  @Test
  void listingChangesALittleEachDay() {
    List<Integer> fresh = new ArrayList<>();
    for (int day = 1; day <= 60; day++) {
      Set<AlbumSlot> before = new HashSet<>(catalogue.listing(TODAY.plusDays(day - 1)));
      List<AlbumSlot> now = catalogue.listing(TODAY.plusDays(day));
      assertEquals(100, new HashSet<>(now).size());
      fresh.add((int) now.stream().filter(slot -> !before.contains(slot)).count());
    }
    double mean = fresh.stream().mapToInt(Integer::intValue).average().orElseThrow();
    assertTrue(mean > 11 && mean < 19, "new a day: " + mean);
    assertTrue(fresh.contains(0), "never unchanged");
    assertTrue(fresh.stream().allMatch(count -> count < 60), fresh.toString());
  }

  @Test
  void listingCoversTwoWeeksInNoOrder() {
    List<AlbumSlot> listing = catalogue.listing(TODAY);
    assertTrue(listing.stream().allMatch(slot -> slot.date().isAfter(TODAY.minusDays(18))));
    assertTrue(listing.stream().noneMatch(slot -> slot.date().isAfter(TODAY)));
    List<String> ids = albums(listing).stream().map(SimAlbum::id).toList();
    assertFalse(ids.equals(ids.stream().sorted().toList()));
    List<LocalDate> dates = listing.stream().map(AlbumSlot::date).toList();
    assertFalse(dates.equals(dates.stream().sorted().toList()));
  }

  @Test
  void albumsHaveAllTypes() {
    List<SimAlbum> albums = manyAlbums();
    IntSummaryStatistics tracks =
        albums.stream().collect(Collectors.summarizingInt(SimAlbum::totalTracks));
    assertEquals(1, tracks.getMin());
    assertEquals(AlbumGenerator.MAX_TRACKS, tracks.getMax());
    assertTrue(tracks.getAverage() > 14 && tracks.getAverage() < 18, tracks.toString());
    assertEquals(
        Set.of("single", "ep", "album", "compilation"), countBy(albums, SimAlbum::type).keySet());
    assertEquals(Set.of("day", "month", "year"), countBy(albums, SimAlbum::precision).keySet());
    assertTrue(countBy(albums, SimAlbum::date).containsKey("0000"));
    assertTrue(countBy(albums, SimAlbum::precision).get("day") > 0.85 * albums.size());
    assertTrue(countBy(albums, SimAlbum::name).containsKey(""));
    assertTrue(countBy(albums, album -> album.artists().size()).size() >= 4);
  }

  @Test
  void fewAlbumsLackAProductCodeOrACopyrightNotice() {
    List<SimAlbum> albums = manyAlbums();
    double withoutUpc = share(albums, album -> album.upc() == null);
    assertTrue(withoutUpc > 0.01 && withoutUpc < 0.03, "without upc: " + withoutUpc);
    assertTrue(albums.stream().allMatch(a -> a.upc() == null || a.upc().matches("\\d{13}")));

    Map<List<String>, Long> types =
        countBy(albums, album -> album.copyrights().stream().map(SimCopyright::type).toList());
    assertEquals(
        Set.of(List.of("C", "P"), List.of("C"), List.of("P"), List.of("C", "C", "P"), List.of()),
        types.keySet());
    assertTrue(types.get(List.of("C", "P")) > 0.8 * albums.size(), types.toString());
    assertTrue(
        share(albums, a -> a.copyrights().stream().anyMatch(c -> c.text().contains(a.label())))
            > 0.9);
  }

  private static double share(List<SimAlbum> albums, Predicate<SimAlbum> condition) {
    return (double) albums.stream().filter(condition).count() / albums.size();
  }

  private static <T> Map<T, Long> countBy(List<SimAlbum> albums, Function<SimAlbum, T> by) {
    return albums.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
  }

  @Test
  void namesAreInManyScripts() {
    String names = manyAlbums().stream().map(SimAlbum::name).collect(Collectors.joining());
    Set<Character.UnicodeScript> scripts =
        names.codePoints().mapToObj(Character.UnicodeScript::of).collect(Collectors.toSet());
    assertTrue(
        scripts.containsAll(
            Set.of(
                Character.UnicodeScript.LATIN,
                Character.UnicodeScript.CYRILLIC,
                Character.UnicodeScript.HAN,
                Character.UnicodeScript.HIRAGANA,
                Character.UnicodeScript.HANGUL,
                Character.UnicodeScript.ARABIC,
                Character.UnicodeScript.HEBREW,
                Character.UnicodeScript.THAI,
                Character.UnicodeScript.DEVANAGARI)),
        scripts.toString());
    assertTrue(names.contains("🔥") && names.contains("\"") && names.contains(","));
  }

  @Test
  void tracksHaveDiscNumbersAndPlausibleDurations() {
    Set<String> ids = new HashSet<>();
    boolean featured = false;
    for (SimAlbum album : manyAlbums().subList(0, 500)) {
      List<SimTrack> tracks = catalogue.tracks(album);
      assertEquals(album.totalTracks(), tracks.size());
      assertEquals(album.totalTracks() > 50, tracks.get(tracks.size() - 1).disc() > 1);
      Set<String> places = new HashSet<>();
      for (SimTrack track : tracks) {
        assertTrue(ids.add(track.id()));
        assertTrue(places.add(track.disc() + "/" + track.number()));
        assertTrue(track.durationMs() >= 4_000 && track.durationMs() <= 420_000);
        featured |= track.artists().size() > album.artists().size();
      }
    }
    assertTrue(featured);
  }

  @Test
  void artistsReturnFromAlbumToAlbum() {
    Map<SimArtist, Long> albums =
        albums(catalogue.listing(TODAY)).stream()
            .flatMap(album -> album.artists().stream())
            .collect(Collectors.groupingBy(artist -> artist, Collectors.counting()));
    assertTrue(albums.values().stream().anyMatch(count -> count > 1));
  }

  @Test
  void artistAlbumsAreThoseThatCreditTheArtist() {
    for (AlbumSlot slot : catalogue.listing(TODAY)) {
      SimAlbum album = catalogue.album(slot);
      SimArtist lead = album.artists().get(0);
      assertTrue(catalogue.albumsOf(lead, TODAY).contains(slot));
      assertFalse(catalogue.albumsOf(lead, slot.date().minusDays(1)).contains(slot));
      for (SimArtist guest : album.artists().subList(1, album.artists().size())) {
        assertTrue(catalogue.appearancesOf(guest, TODAY).contains(slot));
      }
      for (AlbumSlot other : catalogue.albumsOf(lead, TODAY)) {
        assertEquals(lead, catalogue.album(other).artists().get(0));
      }
    }
  }

  @Test
  void popularArtistsAppearOnManyAlbums() {
    SimAlbum joined =
        albums(catalogue.listing(TODAY)).stream()
            .filter(album -> album.artists().size() > 1)
            .findFirst()
            .orElseThrow();
    SimArtist guest = joined.artists().get(1);
    List<AlbumSlot> appearances = catalogue.appearancesOf(guest, TODAY);
    assertEquals(appearances.size(), new HashSet<>(appearances).size());
    assertTrue(
        appearances.stream().allMatch(slot -> catalogue.album(slot).artists().contains(guest)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1950, 1999, 2023, 2024, 2025})
  void eachDayOfAYearIsAmongItsFirstThousandAlbums(int year) {
    List<AlbumSlot> found = catalogue.search("year:" + year, TODAY);
    assertEquals(1000, new HashSet<>(found).size());
    Map<String, Long> byDay = countBy(albums(found), SimAlbum::date);
    LocalDate first = LocalDate.of(year, 1, 1);
    for (LocalDate day = first; day.getYear() == year; day = day.plusDays(1)) {
      assertTrue(byDay.getOrDefault(day.toString(), 0L) >= 2, day.toString());
    }
    assertFalse(
        found.equals(found.stream().sorted(Comparator.comparing(AlbumSlot::date)).toList()));
    assertEquals(found, new Catalogue(42, 1).search("year:" + year, TODAY.plusDays(90)));
  }

  @Test
  void futureReleasesAreNotFound() {
    assertEquals(List.of(), catalogue.search("year:2027", TODAY));
    assertEquals(List.of(), catalogue.search("year:1900", TODAY));
    assertEquals(List.of(), catalogue.search("year:soon", TODAY));
    for (String query : List.of("year:2026", "tag:new", "tag:new a", "year:2020-2030", "silver")) {
      List<AlbumSlot> found = catalogue.search(query, TODAY);
      assertFalse(found.isEmpty(), query);
      assertTrue(found.stream().noneMatch(slot -> slot.date().isAfter(TODAY)), query);
    }
  }

  @Test
  void tagNewHasTwoWeeksWithTheMostPopularFirst() {
    List<SimAlbum> found = albums(catalogue.search("tag:new", TODAY));
    assertEquals(1000, found.size());
    assertTrue(found.stream().allMatch(r -> !r.slot().date().isBefore(TODAY.minusDays(14))));
    List<Integer> popularity = found.stream().map(SimAlbum::popularity).toList();
    assertEquals(popularity.stream().sorted(Comparator.reverseOrder()).toList(), popularity);
  }

  @Test
  void shardsOfAYearHaveFurtherAlbums() {
    Set<AlbumSlot> all = new HashSet<>(catalogue.search("year:2024", TODAY));
    for (String letter : List.of("a", "s", "q", "1")) {
      List<AlbumSlot> shard = catalogue.search("year:2024 " + letter, TODAY);
      assertFalse(shard.isEmpty(), letter);
      for (SimAlbum album : albums(shard)) {
        List<String> words = new ArrayList<>(Tokenizer.tokenize(album.name()));
        album.artists().forEach(artist -> words.addAll(Tokenizer.tokenize(artist.name())));
        assertTrue(words.stream().anyMatch(word -> word.startsWith(letter)), words.toString());
        assertEquals(2024, album.slot().date().getYear());
      }
      assertTrue(all.addAll(shard), letter);
    }
  }

  @Test
  void fieldFiltersNarrowASearch() {
    SimAlbum expected = albums(catalogue.listing(TODAY)).get(3);
    String artist = expected.artists().get(0).name();
    String query = "artist:\"" + artist + "\" year:" + expected.slot().date().getYear();
    assertTrue(catalogue.search(query, TODAY).contains(expected.slot()));
    assertTrue(catalogue.search("upc:" + expected.upc(), TODAY).contains(expected.slot()));
    for (SimAlbum album : albums(catalogue.search("label:\"Nordlicht\" tag:new", TODAY))) {
      assertEquals("Nordlicht", album.label());
    }
    assertEquals(List.of(), catalogue.search("artist:\"Nobody of That Name\"", TODAY));
    assertEquals(List.of(), catalogue.search("xyzzyxyzzy", TODAY));
  }

  @Test
  void searchByNameFindsTheAlbum() {
    SimAlbum expected =
        albums(catalogue.listing(TODAY)).stream()
            .filter(album -> Tokenizer.tokenize(album.name()).size() >= 3)
            .findFirst()
            .orElseThrow();
    String words = String.join(" ", Tokenizer.tokenize(expected.name()));
    assertTrue(catalogue.search(words + " tag:new", TODAY).contains(expected.slot()), words);
  }
}
