package pipeline.report;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.report.ExampleStar.track;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pipeline.report.ReportDay.DayState;
import pipeline.tables.stage.DateRanges.DateRange;

/** Compares the figures of a report with figures that were computed by hand. */
class ReportAggregatorTest {
  private static final DateRange RANGE =
      new DateRange(LocalDate.parse("2026-11-02"), LocalDate.parse("2026-11-05"));

  /** Adds the dates of the range newest first, and earlier dates in the order of the arguments. */
  private static ReportData report(DateRange range, ExampleStar... stars) {
    Map<LocalDate, ExampleStar> byDate = new TreeMap<>(Collections.reverseOrder());
    List.of(stars).forEach(star -> byDate.put(star.ds(), star));
    ReportAggregator aggregator = new ReportAggregator(range, false);
    List<LocalDate> dates = new ArrayList<>(range.dates());
    Collections.reverse(dates);
    for (LocalDate ds : dates) {
      ExampleStar star = byDate.get(ds);
      if (star == null) {
        aggregator.addDay(ReportDay.create(ds, DayState.MISSING, null));
      } else {
        star.addTo(aggregator);
      }
    }
    for (ExampleStar star : stars) {
      if (star.ds().isBefore(range.first())) {
        star.addEarlierTo(aggregator);
      }
    }
    return aggregator.result();
  }

  private static List<String> ids(List<AlbumEntry> albums) {
    return albums.stream().map(AlbumEntry::id).toList();
  }

  private static ReportDay day(ReportData data, String ds) {
    return data.days().stream()
        .filter(day -> day.ds().equals(LocalDate.parse(ds)))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Integer> counts(BinnedCounts bins) {
    return IntStream.range(0, bins.size())
        .filter(bin -> bins.count(bin) > 0)
        .boxed()
        .collect(Collectors.toMap(bins::name, bins::count));
  }

  private static int days(ReportData data, String album) {
    return data.newestAlbums().stream()
        .filter(shown -> shown.id().equals(album))
        .map(AlbumEntry::daysListed)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void albumListedBeforeTheRangeIsNotNew() {
    ReportData data =
        report(
            RANGE,
            ExampleStar.of("2026-11-05", "a", "b", "c", "d"),
            ExampleStar.of("2026-11-04", "b"),
            ExampleStar.of("2026-10-01", "a"));
    assertEquals(List.of("c", "d"), ids(data.newAlbums()));
    assertEquals(2, day(data, "2026-11-05").newAlbums().count(AlbumType.SINGLE));
    assertEquals(1, day(data, "2026-11-04").newAlbums().total());
    assertEquals(4, day(data, "2026-11-05").listed().total());
  }

  @Test
  void daysListedExcludeGaps() {
    ReportData data =
        report(
            RANGE,
            ExampleStar.of("2026-11-05", "a", "b"),
            ExampleStar.of("2026-11-04", "a", "c"),
            ExampleStar.of("2026-11-02", "a"),
            ExampleStar.of("2026-10-20", "a", "c"));
    assertEquals(4, days(data, "a"));
    assertEquals(1, days(data, "b"));
    assertEquals(Map.of("1", 1, "4", 1), counts(data.stillListed()), "a and b");
    assertEquals(Map.of("2", 1), counts(data.noLongerListed()), "c");
    assertEquals(Set.of(LocalDate.parse("2026-11-03")), data.missingDates());
  }

  @Test
  void orderOfEarlierDatesDoesNotMatter() {
    List<ExampleStar> stars = new ArrayList<>();
    Random random = new Random(7);
    for (int day = 1; day <= 30; day++) {
      List<String> albums = new ArrayList<>();
      for (int album = 0; album < 40; album++) {
        if (random.nextInt(3) > 0) {
          albums.add("album" + album);
        }
      }
      stars.add(ExampleStar.of("2026-09-%02d".formatted(day), albums.toArray(String[]::new)));
    }
    DateRange range = new DateRange(LocalDate.parse("2026-09-28"), LocalDate.parse("2026-09-30"));
    ReportData inOrder = report(range, stars.toArray(ExampleStar[]::new));
    for (int round = 0; round < 5; round++) {
      Collections.shuffle(stars, random);
      ReportData shuffled = report(range, stars.toArray(ExampleStar[]::new));
      assertEquals(ids(inOrder.newAlbums()), ids(shuffled.newAlbums()));
      assertEquals(counts(inOrder.stillListed()), counts(shuffled.stillListed()));
      for (AlbumEntry album : inOrder.newestAlbums()) {
        assertEquals(album.daysListed(), days(shuffled, album.id()));
      }
    }
  }

  @Test
  void historicalCapturesDoNotCountAsListings() {
    ReportData data =
        report(
            RANGE,
            ExampleStar.of("2026-11-05", "a", "b"),
            ExampleStar.late("2026-11-04", "a", "z"),
            ExampleStar.late("2026-10-04", "b"));
    assertEquals(List.of("a", "b"), ids(data.newAlbums()));
    assertEquals(1, days(data, "a"));
    assertEquals(0, day(data, "2026-11-04").newAlbums().total());
    assertEquals(2, day(data, "2026-11-04").listed().total());
    assertEquals(Map.of("1", 2), counts(data.stillListed()));
    assertEquals(3, data.albumCount(), "albums of historical captures count as albums");
  }

  @Test
  void lastDateShowsItsHistoricalCapture() {
    ReportData data = report(RANGE, ExampleStar.late("2026-11-05", "x", "y"));
    assertTrue(data.newestDay().isHistorical());
    assertEquals(List.of("x", "y"), ids(data.newAlbums()));
    assertEquals(0, data.ages().total());
  }

  @Test
  void firstSeenIsSeparateForEachSource() {
    ReportData data =
        report(
            RANGE,
            new ExampleStar("2026-11-05", "search_new", false).with("a", "b"),
            ExampleStar.of("2026-11-04", "a"),
            new ExampleStar("2026-11-03", "search_new", false).with("b"));
    assertEquals(List.of("a"), ids(data.newAlbums()), "new to the search, not to new-releases");
    assertEquals(1, days(data, "a"));
    assertEquals(2, days(data, "b"));
    assertEquals(
        Map.of(
            "search_new", LocalDate.parse("2026-11-03"),
            "new_releases", LocalDate.parse("2026-11-04")),
        data.firstDates());
  }

  @Test
  void lastDateIsTheNewestReadableOne() {
    ReportData data =
        report(RANGE, ExampleStar.of("2026-11-03", "a"), ExampleStar.of("2026-11-02", "a"));
    assertEquals(LocalDate.parse("2026-11-03"), data.newest());
    assertEquals(2, data.loadedCount());
    assertEquals(List.of(), data.newAlbums());
    assertFalse(data.newestDay().isHistorical());
  }

  @Test
  void albumIsCountedOnceWithItsLastValues() {
    LocalDate friday = LocalDate.parse("2026-10-30");
    ReportData data =
        report(
            RANGE,
            new ExampleStar("2026-11-05", "new_releases", false)
                .album("a", "album", friday, List.of("A"), track(200, true), track(100, false)),
            new ExampleStar("2026-11-04", "new_releases", false)
                .album("a", "single", null, List.of("B", "C"), track(600, null)));
    assertEquals(1, data.albumCount());
    assertEquals(2, data.durations().known());
    assertEquals(100, data.durations().median().orElseThrow());
    assertEquals(1, data.weekdays().count(DayOfWeek.FRIDAY));
    assertEquals(1, data.weekdays().total());
    assertEquals(1, data.explicitTracks().count(AlbumType.ALBUM));
    assertEquals(1, data.cleanTracks().count(AlbumType.ALBUM));
    assertEquals(0, data.unknownTracks().total());
    assertEquals(1, data.artists().size());
    assertEquals(0, data.collaborations().size());
    assertEquals(Map.of("4–7 days", 1), counts(data.ages()), "first listed on Wednesday the 4th");
    assertEquals(1, day(data, "2026-11-04").newAlbums().count(AlbumType.ALBUM));
    assertEquals(1, day(data, "2026-11-04").listed().count(AlbumType.SINGLE));
  }

  @Test
  void releasesAndFeaturesOfArtistsAreCountedSeparately() {
    ReportData data =
        report(
            RANGE,
            new ExampleStar("2026-11-05", "new_releases", false)
                .album(
                    "a", "album", null, List.of("A", "B"), track(1, null, "C"), track(1, null, "C"))
                .album("b", "album", null, List.of("A"), track(1, null, "B"), track(1, null))
                .album("c", null, null, List.of("A")));
    List<ArtistCounts.RankedArtist> top = data.artists().top(10);
    assertEquals(List.of("A", "B", "C"), top.stream().map(c -> c.artist().id()).toList());
    assertEquals(List.of(3, 1, 0), top.stream().map(ArtistCounts.RankedArtist::albums).toList());
    assertEquals(List.of(0, 1, 1), top.stream().map(ArtistCounts.RankedArtist::featured).toList());
    assertEquals("Artist C", top.get(2).artist().name());
    assertEquals(1, day(data, "2026-11-05").listed().count(AlbumType.OTHER));
  }

  @Test
  void earlierArtistNameReplacesAnEmptyOne() {
    ReportData data =
        report(
            RANGE,
            ExampleStar.of("2026-11-05", "a").withArtistName("of-a", ""),
            ExampleStar.of("2026-11-04", "a"));
    assertEquals("Artist of-a", data.artists().top(1).get(0).artist().name());
    assertEquals("Artist of-a", data.artists().artist("of-a").name());
  }

  @Test
  void collaborationsAreCountedInReleases() {
    ReportData data =
        report(
            RANGE,
            new ExampleStar("2026-11-05", "new_releases", false)
                .album("a", "album", null, List.of("B", "A"), track(1, null, "C"), track(1, null))
                .album("b", "album", null, List.of("A"), track(1, null, "B"), track(1, null, "C"))
                .album("c", "album", null, List.of("A"), track(1, null)));
    assertEquals(
        List.of(
            new Collaborations.RankedPair(new Collaborations.ArtistPair("A", "B"), 2),
            new Collaborations.RankedPair(new Collaborations.ArtistPair("A", "C"), 2),
            new Collaborations.RankedPair(new Collaborations.ArtistPair("B", "C"), 1)),
        data.collaborations().top(10));
    assertEquals(2, data.collaborations().albums());
  }

  @Test
  void largeCastIsNoCollaboration() {
    List<String> cast =
        IntStream.rangeClosed(0, Collaborations.MAX_CREDITED).mapToObj(i -> "artist" + i).toList();
    ReportData data =
        report(
            RANGE,
            new ExampleStar("2026-11-05", "new_releases", false)
                .album("a", "album", null, cast, track(1, null)));
    assertEquals(0, data.collaborations().size());
    assertEquals(cast.size(), data.artists().size());
  }

  @Test
  void dateWithoutAlbumsIsADate() {
    ReportData data = report(RANGE, ExampleStar.of("2026-11-05"));
    assertEquals(0, data.albumCount());
    assertEquals(1, data.loadedCount());
    assertTrue(data.durations().median().isEmpty());
    assertEquals(Map.of("new", 0L), Map.of("new", requireNonNull(data.rows().get("new"))));
  }
}
