package pipeline.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {
  private static final LocalDate DS = LocalDate.of(2024, 1, 15);

  /**
   * Returns a listing of the date that is {@code days} days before {@link #DS}. By default, each
   * listing has other albums.
   */
  private static ListingSnapshot listing(int days, long rows, String albums) {
    return listing(days, "new_releases", false, false, rows, albums);
  }

  private static ListingSnapshot listing(
      int days, String source, boolean late, boolean truncated, long rows, String albums) {
    LocalDate ds = DS.minusDays(days);
    return new ListingSnapshot(ds, source, late, truncated, rows, "hash of " + ds, () -> albums);
  }

  private static ListingSnapshot listing(int days) {
    return listing(days, 100, "albums of " + days);
  }

  private static List<ListingSnapshot> listings(int from, int to) {
    List<ListingSnapshot> listings = new ArrayList<>();
    for (int days = from; days <= to; days++) {
      listings.add(listing(days));
    }
    return listings;
  }

  private static List<String> detect(ListingSnapshot now, List<ListingSnapshot> others) {
    List<String> findings =
        AnomalyDetector.detect(now, others).stream().map(AnomalyFinding::toString).toList();
    List<ListingSnapshot> reversed = new ArrayList<>(others);
    Collections.reverse(reversed);
    assertEquals(
        findings,
        AnomalyDetector.detect(now, reversed).stream().map(AnomalyFinding::toString).toList());
    return findings;
  }

  @Test
  void firstDateHasNoAnomaly() {
    assertEquals(List.of(), detect(listing(0), List.of()));
  }

  @Test
  void changingListingsHaveNoAnomaly() {
    assertEquals(List.of(), detect(listing(0), listings(1, 14)));
  }

  @Test
  void sameAlbumsAreStaleAfterAWeek() {
    List<ListingSnapshot> week = new ArrayList<>(listings(7, 14));
    for (int days = 1; days <= 6; days++) {
      week.add(listing(days, 100, "the same"));
    }
    assertEquals(List.of(), detect(listing(0, 100, "the same"), week));
    week.set(0, listing(7, 100, "the same"));
    assertEquals(
        List.of("stale: the same albums have been listed since 2024-01-08, for 7 days"),
        detect(listing(0, 100, "the same"), week));
  }

  @Test
  void dateWithOtherAlbumsEndsAStaleSpan() {
    List<ListingSnapshot> others = new ArrayList<>();
    for (int days = 1; days <= 9; days++) {
      others.add(listing(days, 100, days == 3 ? "others" : "the same"));
    }
    assertEquals(List.of(), detect(listing(0, 100, "the same"), others));
  }

  @Test
  void equalContentHashesNeedNoAlbumIds() {
    ListingSnapshot now =
        new ListingSnapshot(DS, "search_new", false, false, 5, "hash", AnomalyDetectorTest::never);
    ListingSnapshot then =
        new ListingSnapshot(
            DS.minusDays(8), "search_new", false, false, 5, "hash", AnomalyDetectorTest::never);
    assertEquals(
        "stale: the same albums have been listed since 2024-01-07, for 8 days",
        detect(now, List.of(then)).get(0));
  }

  @Test
  void differentRowCountsNeedNoAlbumIds() {
    ListingSnapshot now =
        new ListingSnapshot(DS, "search_new", false, false, 5, "a", AnomalyDetectorTest::never);
    ListingSnapshot then =
        new ListingSnapshot(
            DS.minusDays(1), "search_new", false, false, 6, "b", AnomalyDetectorTest::never);
    assertEquals(List.of(), detect(now, List.of(then)));
  }

  private static String never() {
    throw new AssertionError("album ids were read");
  }

  @Test
  void lessThanHalfOfTheMedianIsShrunken() {
    List<ListingSnapshot> others =
        List.of(listing(1, 100, "a"), listing(2, 90, "b"), listing(3, 7, "c"));
    assertEquals(List.of(), detect(listing(0, 45, "d"), others));
    assertEquals(
        List.of("shrunken: 44 albums, but the median of 3 earlier listings is 90 albums"),
        detect(listing(0, 44, "d"), others));
    assertEquals(List.of(), detect(listing(0, 44, "d"), others.subList(0, 2)), "two are too few");
  }

  @Test
  void truncatedListingIsNeverShrunken() {
    assertEquals(
        List.of(), detect(listing(0, "new_releases", false, true, 10, "d"), listings(1, 5)));
  }

  @Test
  void datesWithoutAListingAreAGap() {
    List<ListingSnapshot> others = List.of(listing(1), listing(5), listing(7));
    assertEquals(
        List.of(
            "gap: 4 of the dates since 2024-01-08 have no listing (such as 2024-01-09, 2024-01-11,"
                + " 2024-01-12, 2024-01-13)"),
        detect(listing(0), others));
  }

  @Test
  void historicalCaptureFillsAGapWithoutComparison() {
    List<ListingSnapshot> others = new ArrayList<>(listings(2, 14));
    others.add(listing(1, "search_by_date", true, false, 3, "sample"));
    assertEquals(List.of(), detect(listing(0), others));
    assertEquals(
        List.of(), detect(listing(0, "search_by_date", true, false, 3, "sample"), listings(5, 9)));
  }

  @Test
  void onlyListingsOfTheSameSourceAreCompared() {
    List<ListingSnapshot> others = new ArrayList<>();
    for (int days = 1; days <= 9; days++) {
      others.add(listing(days, "search_new", false, false, 100, "the same"));
    }
    assertEquals(List.of(), detect(listing(0, 10, "the same"), others));
  }

  @Test
  void watchListMayBeShortAndUnchanged() {
    List<ListingSnapshot> others = new ArrayList<>();
    for (int days = 1; days <= 9; days++) {
      others.add(listing(days, "watch_list", false, false, 100, "the same"));
    }
    assertEquals(
        List.of(), detect(listing(0, "watch_list", false, false, 100, "the same"), others));
    assertEquals(List.of(), detect(listing(0, "watch_list", false, false, 1, "others"), others));
  }

  @Test
  void onlyTheFourteenDatesBeforeAreCompared() {
    assertEquals(List.of(), detect(listing(0), List.of(listing(15), listing(30), listing(-1))));
    assertEquals(
        List.of(), detect(listing(0, 5, "a"), List.of(listing(-1), listing(-2), listing(-3))));
    assertEquals(1, detect(listing(0), List.of(listing(14))).size());
  }
}
