package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.simulator.options.QuotaMode;
import pipeline.spotify.api.SpotifyException;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageOutput;
import pipeline.testing.PipelineHarness;

/** What {@code --date} means for the listing. */
class ExtractReleasesTest {
  private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);

  @TempDir Path folder;
  private PipelineHarness world;

  @BeforeEach
  void open() {
    world = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static ReleaseConfig rules(SourcePolicy source, LateDatePolicy late, boolean replace) {
    return new ReleaseConfig(source, late, replace, null, 100, List.of());
  }

  private List<String> idsInListingOrder(LocalDate ds) {
    return world.rows(RawRelease.TABLE, ds).stream()
        .sorted(Comparator.comparing(RawRelease::position))
        .map(RawRelease::albumId)
        .toList();
  }

  private List<String> listedBySpotify(LocalDate day) {
    return world.catalogue().listing(day).stream()
        .map(slot -> world.catalogue().release(slot).id())
        .toList();
  }

  private void assertRefused(StageFailureReason reason, String remedy, Executable stage) {
    StageException refused = assertThrows(StageException.class, stage);
    assertEquals(reason, refused.reason());
    assertTrue(refused.getMessage().contains(remedy), refused.getMessage());
  }

  @Test
  void publishesTheListingSortedByIdWithPositions() {
    StageOutput taken = world.releases(TODAY);
    assertTrue(taken.changed());
    assertEquals(listedBySpotify(TODAY), idsInListingOrder(TODAY));
    List<String> ids =
        world.rows(RawRelease.TABLE, TODAY).stream().map(RawRelease::albumId).toList();
    assertEquals(ids.stream().sorted().toList(), ids);
    assertEquals("new_releases", taken.capture().source());
    assertFalse(taken.capture().late());
    assertEquals(List.of(), taken.warnings());
  }

  @Test
  void rerunOfACurrentDateFetchesTheListingAgain() {
    world.releases(TODAY);
    world.clock.advance(Duration.ofDays(2));
    assertTrue(world.releases(TODAY).changed());
    assertNotEquals(listedBySpotify(TODAY), idsInListingOrder(TODAY));
    assertEquals(listedBySpotify(TODAY.plusDays(2)), idsInListingOrder(TODAY));
  }

  @Test
  void currentDateStaysUnchangedIfALaterOneIsPublished() {
    world.releases(TODAY);
    world.clock.advance(Duration.ofDays(1));
    world.releases(TODAY.plusDays(1));
    world.takeApiRequests();
    StageOutput kept = world.releases(TODAY);
    assertFalse(kept.changed());
    assertEquals(List.of(), world.takeApiRequests());
    assertEquals(listedBySpotify(TODAY), idsInListingOrder(TODAY));
  }

  @Test
  void missingCurrentDateIsFetchedDespiteALaterPartition() {
    world.releases(TODAY);
    assertEquals("new_releases", world.releases(TODAY.minusDays(1)).capture().source());
  }

  @Test
  void existingHistoricalPartitionStaysUnchanged() {
    world.releases(TODAY);
    Map<String, String> before = world.digests("");
    world.clock.advance(Duration.ofDays(5));
    world.takeApiRequests();
    StageOutput kept = world.releases(TODAY);
    assertFalse(kept.changed());
    assertEquals(24L, kept.rows().get("raw/releases"));
    assertFalse(kept.capture().late());
    assertEquals(List.of(), world.takeApiRequests());
    assertEquals(before, world.digests(""));
  }

  @Test
  void replaceRebuildsAHistoricalPartition() {
    world.releases(TODAY);
    world.clock.advance(Duration.ofDays(5));
    StageOutput replaced =
        world.releases(TODAY, rules(SourcePolicy.AUTO, LateDatePolicy.SEARCH, true));
    assertTrue(replaced.changed());
    assertTrue(replaced.capture().late());
    assertEquals("search_by_date", replaced.capture().source());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T23:59:50Z, new_releases, false",
    "2026-11-23T00:00:00Z, search_by_date, true"
  })
  void dateIsCurrentUntilTwoDaysAfterItsEnd(String now, String source, boolean late) {
    world.clock.set(now);
    StageOutput taken = world.releases(TODAY);
    assertEquals(source, taken.capture().source());
    assertEquals(late, taken.capture().late());
  }

  @Test
  void historicalSearchSelectsAndMarksReleasesOfTheDate() {
    StageOutput taken = world.releases(LONG_AGO);
    List<RawRelease> rows = world.rows(RawRelease.TABLE, LONG_AGO);
    assertTrue(rows.size() >= 2, "found " + rows.size());
    for (RawRelease row : rows) {
      assertEquals("2024-01-01", row.releaseDate());
      assertEquals("day", row.releaseDatePrecision());
      assertEquals("search_by_date", row.source());
      assertEquals(true, row.isLateCapture());
      assertEquals(null, row.position());
    }
    assertTrue(taken.capture().late());
    assertTrue(taken.warnings().get(0).contains("historical capture"), taken.warnings().toString());
    assertTrue(world.releases(LONG_AGO).warnings().get(0).contains("historical capture"));
  }

  @Test
  void datesOfAYearShareSearchPagesForThirtyDays() {
    world.releases(LONG_AGO);
    List<String> first = world.takeApiRequests();
    assertEquals(100, first.size());
    LocalDate another = LONG_AGO.plusDays(200);
    StageOutput taken = world.releases(another);
    assertEquals(List.of(), world.takeApiRequests());
    assertEquals(0, taken.capture().requests());
    assertTrue(taken.rows().getOrDefault("raw/releases", 0L) >= 2, taken.rows()::toString);
    List<RawRelease> shared = world.rows(RawRelease.TABLE, another);

    world.clock.advance(Duration.ofDays(31));
    world.releases(another, rules(SourcePolicy.AUTO, LateDatePolicy.SEARCH, true));
    assertEquals(first, world.takeApiRequests());
    assertEquals(ids(shared), ids(world.rows(RawRelease.TABLE, another)));
  }

  @Test
  void pagesFetchedBeforeTheDateEndedAreNotUsed() {
    world.releases(TODAY.minusDays(60));
    List<String> fetched = world.takeApiRequests();
    world.clock.advance(Duration.ofDays(20));
    world.releases(TODAY.plusDays(10));
    assertEquals(fetched, world.takeApiRequests());
    world.releases(TODAY.minusDays(50));
    assertEquals(List.of(), world.takeApiRequests());
  }

  private static List<String> ids(List<RawRelease> rows) {
    return rows.stream().map(RawRelease::albumId).toList();
  }

  @Test
  void sharedPagesGiveTheSameListingAsFetchedOnes() {
    world.releases(LONG_AGO);
    List<String> alone = ids(world.rows(RawRelease.TABLE, LONG_AGO));
    world.delete("raw");
    world.releases(LONG_AGO);
    assertEquals(alone, ids(world.rows(RawRelease.TABLE, LONG_AGO)));
  }

  @Test
  void maxAlbumsLimitsAHistoricalListing() {
    StageOutput taken =
        world.releases(
            LONG_AGO,
            new ReleaseConfig(SourcePolicy.AUTO, LateDatePolicy.SEARCH, false, 1, 100, List.of()));
    assertEquals(1, world.rows(RawRelease.TABLE, LONG_AGO).size());
    assertTrue(taken.capture().truncated());
  }

  @Test
  void failedHistoricalSearchResumes() {
    world.faults("500:after=25");
    assertThrows(SpotifyException.class, () -> world.releases(LONG_AGO));
    world.faults();
    world.takeApiRequests();
    world.releases(LONG_AGO);
    assertTrue(world.takeApiRequests().size() <= 76, "asked again for what was there");
  }

  @Test
  void watchListSendsOnlyItsOwnSearches() {
    world.releases(TODAY);
    String artist = world.rows(RawRelease.TABLE, TODAY).get(0).artists().get(0).name();
    world.takeApiRequests();
    StageOutput taken =
        world.releases(
            TODAY.minusDays(1),
            new ReleaseConfig(
                SourcePolicy.AUTO,
                LateDatePolicy.SEARCH,
                false,
                null,
                100,
                List.of(
                    new WatchedName(WatchedName.WatchedKind.ARTIST, artist),
                    new WatchedName(WatchedName.WatchedKind.LABEL, "nobody's"))));
    // One search each, and one more look where a page is shorter than the total that it claims.
    List<String> asked = world.takeApiRequests();
    assertTrue(asked.size() <= 3, asked.toString());
    assertTrue(asked.stream().allMatch(search -> search.contains("tag%3Anew")), asked.toString());
    assertEquals("watch_list", taken.capture().source());
    for (RawRelease row : world.rows(RawRelease.TABLE, TODAY.minusDays(1))) {
      assertTrue(row.artists().stream().anyMatch(one -> artist.equals(one.name())));
    }
  }

  @Test
  void maxSearchCallsLimitsAndTruncatesAHistoricalSearch() {
    StageOutput taken =
        world.releases(
            LONG_AGO,
            new ReleaseConfig(SourcePolicy.AUTO, LateDatePolicy.SEARCH, false, null, 7, List.of()));
    assertEquals(7, world.takeApiRequests().size());
    assertTrue(taken.capture().truncated());
  }

  @Test
  void lateFailForbidsTheHistoricalSearch() {
    assertRefused(
        StageFailureReason.HISTORY_UNAVAILABLE,
        "extract-releases --date 2024-01-01 --late search",
        () -> world.releases(LONG_AGO, rules(SourcePolicy.AUTO, LateDatePolicy.FAIL, false)));
    assertEquals(List.of(), world.takeApiRequests());
    assertEquals(List.of(), world.putKeys());
  }

  @Test
  void sourceNewReleasesFailsForAHistoricalDate() {
    assertRefused(
        StageFailureReason.HISTORY_UNAVAILABLE,
        "--source",
        () ->
            world.releases(
                LONG_AGO, rules(SourcePolicy.NEW_RELEASES, LateDatePolicy.SEARCH, false)));
    assertEquals(List.of(), world.takeApiRequests());
  }

  @Test
  void futureDateIsAUsageError() {
    assertRefused(StageFailureReason.USAGE, "future", () -> world.releases(TODAY.plusDays(1)));
    assertEquals(List.of(), world.takeApiRequests());
  }

  @Test
  void dateChangesAtMidnightUtc() {
    world.clock.set("2026-11-20T23:59:40Z");
    assertTrue(world.releases(TODAY).changed());
    assertRefused(StageFailureReason.USAGE, "UTC", () -> world.releases(TODAY.plusDays(1)));
  }

  @Test
  void emptyCurrentListingFails() {
    world.releases(TODAY);
    Map<String, String> before = world.digests("");
    assertRefused(
        StageFailureReason.EMPTY_LISTING,
        "retry later",
        () -> world.releases(TODAY, new EmptySpotify()));
    assertEquals(before, world.digests(""));
  }

  @Test
  void historicalSearchWithoutAlbumsPublishesAnEmptyPartition() {
    assertTrue(world.releases(LONG_AGO, new EmptySpotify()).changed());
    assertEquals(List.of(), world.rows(RawRelease.TABLE, LONG_AGO));
  }

  @Test
  void appWithoutNewReleasesPinsTheSearchSource() {
    world.app(QuotaMode.DEVELOPMENT);
    assertEquals("search_new", world.releases(TODAY).capture().source());
    assertEquals("search_new", world.stateStore.find("source").orElseThrow());
    world.takeApiRequests();
    world.releases(TODAY);
    assertTrue(
        world.takeApiRequests().stream().allMatch(target -> target.startsWith("/v1/search?q=tag")),
        "only searches");
    assertTrue(
        world.rows(RawRelease.TABLE, TODAY).stream().allMatch(row -> row.position() != null));
  }

  @Test
  void refusalOfThePinnedSourceFails() {
    world.releases(TODAY);
    assertEquals("new_releases", world.stateStore.find("source").orElseThrow());
    Map<String, String> before = world.digests("");
    world.app(QuotaMode.DEVELOPMENT).clock.advance(Duration.ofDays(1));
    SpotifyException refused =
        assertThrows(SpotifyException.class, () -> world.releases(TODAY.plusDays(1)));
    assertEquals(SpotifyException.SpotifyErrorKind.FORBIDDEN, refused.kind());
    assertTrue(Objects.toString(refused.getMessage()).contains("--source search"));
    assertEquals(before, world.digests(""));
  }

  @Test
  void forbiddenForcedSourceNamesTheRemedy() {
    world.app(QuotaMode.DEVELOPMENT);
    ReleaseConfig insisting = rules(SourcePolicy.NEW_RELEASES, LateDatePolicy.SEARCH, false);
    SpotifyException refused =
        assertThrows(SpotifyException.class, () -> world.releases(TODAY, insisting));
    assertEquals(SpotifyException.SpotifyErrorKind.FORBIDDEN, refused.kind());
    assertTrue(Objects.toString(refused.getMessage()).endsWith("; use --source search"));
  }

  @Test
  void accountProblemPinsNoSource() {
    world.faults("premium-needed:path=/v1/browse");
    SpotifyException refused = assertThrows(SpotifyException.class, () -> world.releases(TODAY));
    assertEquals(SpotifyException.SpotifyErrorKind.ACCOUNT, refused.kind());
    assertTrue(world.stateStore.find("source").isEmpty());
  }

  @Test
  void forcedSearchPinsNoSource() {
    StageOutput taken =
        world.releases(TODAY, rules(SourcePolicy.SEARCH, LateDatePolicy.SEARCH, false));
    assertEquals("search_new", taken.capture().source());
    assertTrue(world.stateStore.find("source").isEmpty());
  }

  @Test
  void maxAlbumsLimitsAndTruncatesTheListing() {
    StageOutput taken =
        world.releases(
            TODAY,
            new ReleaseConfig(SourcePolicy.AUTO, LateDatePolicy.SEARCH, false, 10, 100, List.of()));
    assertEquals(listedBySpotify(TODAY).subList(0, 10), idsInListingOrder(TODAY));
    assertTrue(taken.capture().truncated());
  }
}
