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
import pipeline.extract.ReleaseConfig.LateDatePolicy;
import pipeline.extract.ReleaseConfig.SourcePolicy;
import pipeline.simulator.options.QuotaMode;
import pipeline.spotify.api.SpotifyException;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageOutput;
import pipeline.testing.PipelineHarness;

/** Checks the date rules, sources and limits of extract-releases. */
class ExtractReleasesTest {
  private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static ReleaseConfig config(SourcePolicy source, LateDatePolicy late, boolean replace) {
    return new ReleaseConfig(source, late, replace, null, 100, List.of());
  }

  private List<String> idsInListingOrder(LocalDate ds) {
    return harness.rows(RawRelease.TABLE, ds).stream()
        .sorted(Comparator.comparing(RawRelease::position))
        .map(RawRelease::albumId)
        .toList();
  }

  private List<String> idsInSpotifysListing(LocalDate day) {
    return harness.catalogue().listing(day).stream()
        .map(slot -> harness.catalogue().album(slot).id())
        .toList();
  }

  private void assertRefused(StageFailureReason reason, String remedy, Executable stage) {
    StageException refused = assertThrows(StageException.class, stage);
    assertEquals(reason, refused.reason());
    assertTrue(refused.getMessage().contains(remedy), refused.getMessage());
  }

  @Test
  void publishesTheListingSortedByIdWithPositions() {
    StageOutput captured = harness.extractReleases(TODAY);
    assertTrue(captured.changed());
    assertEquals(idsInSpotifysListing(TODAY), idsInListingOrder(TODAY));
    List<String> ids =
        harness.rows(RawRelease.TABLE, TODAY).stream().map(RawRelease::albumId).toList();
    assertEquals(ids.stream().sorted().toList(), ids);
    assertEquals("new_releases", captured.capture().source());
    assertFalse(captured.capture().late());
    assertEquals(List.of(), captured.warnings());
  }

  @Test
  void rerunOfACurrentDateFetchesTheListingAgain() {
    harness.extractReleases(TODAY);
    harness.clock.advance(Duration.ofDays(2));
    assertTrue(harness.extractReleases(TODAY).changed());
    assertNotEquals(idsInSpotifysListing(TODAY), idsInListingOrder(TODAY));
    assertEquals(idsInSpotifysListing(TODAY.plusDays(2)), idsInListingOrder(TODAY));
  }

  @Test
  void currentDateStaysUnchangedIfALaterOneIsPublished() {
    harness.extractReleases(TODAY);
    harness.clock.advance(Duration.ofDays(1));
    harness.extractReleases(TODAY.plusDays(1));
    harness.takeApiRequests();
    StageOutput unchanged = harness.extractReleases(TODAY);
    assertFalse(unchanged.changed());
    assertEquals(List.of(), harness.takeApiRequests());
    assertEquals(idsInSpotifysListing(TODAY), idsInListingOrder(TODAY));
  }

  @Test
  void missingCurrentDateIsFetchedDespiteALaterPartition() {
    harness.extractReleases(TODAY);
    assertEquals("new_releases", harness.extractReleases(TODAY.minusDays(1)).capture().source());
  }

  @Test
  void existingHistoricalPartitionStaysUnchanged() {
    harness.extractReleases(TODAY);
    Map<String, String> before = harness.digests("");
    harness.clock.advance(Duration.ofDays(5));
    harness.takeApiRequests();
    StageOutput unchanged = harness.extractReleases(TODAY);
    assertFalse(unchanged.changed());
    assertEquals(24L, unchanged.rows().get("raw/releases"));
    assertFalse(unchanged.capture().late());
    assertEquals(List.of(), harness.takeApiRequests());
    assertEquals(before, harness.digests(""));
  }

  @Test
  void replaceRebuildsAHistoricalPartition() {
    harness.extractReleases(TODAY);
    harness.clock.advance(Duration.ofDays(5));
    StageOutput replaced =
        harness.extractReleases(TODAY, config(SourcePolicy.AUTO, LateDatePolicy.SEARCH, true));
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
    harness.clock.set(now);
    StageOutput captured = harness.extractReleases(TODAY);
    assertEquals(source, captured.capture().source());
    assertEquals(late, captured.capture().late());
  }

  @Test
  void historicalSearchSelectsAndMarksReleasesOfTheDate() {
    StageOutput captured = harness.extractReleases(LONG_AGO);
    List<RawRelease> rows = harness.rows(RawRelease.TABLE, LONG_AGO);
    assertTrue(rows.size() >= 2, "found " + rows.size());
    for (RawRelease row : rows) {
      assertEquals("2024-01-01", row.releaseDate());
      assertEquals("day", row.releaseDatePrecision());
      assertEquals("search_by_date", row.source());
      assertEquals(true, row.isLateCapture());
      assertEquals(null, row.position());
    }
    assertTrue(captured.capture().late());
    assertTrue(
        captured.warnings().get(0).contains("historical capture"), captured.warnings().toString());
    assertTrue(harness.extractReleases(LONG_AGO).warnings().get(0).contains("historical capture"));
  }

  @Test
  void datesOfAYearShareSearchPagesForThirtyDays() {
    harness.extractReleases(LONG_AGO);
    List<String> first = harness.takeApiRequests();
    assertEquals(100, first.size());
    LocalDate another = LONG_AGO.plusDays(200);
    StageOutput captured = harness.extractReleases(another);
    assertEquals(List.of(), harness.takeApiRequests());
    assertEquals(0, captured.capture().requests());
    assertTrue(captured.rows().getOrDefault("raw/releases", 0L) >= 2, captured.rows()::toString);
    List<RawRelease> shared = harness.rows(RawRelease.TABLE, another);

    harness.clock.advance(Duration.ofDays(31));
    harness.extractReleases(another, config(SourcePolicy.AUTO, LateDatePolicy.SEARCH, true));
    assertEquals(first, harness.takeApiRequests());
    assertEquals(ids(shared), ids(harness.rows(RawRelease.TABLE, another)));
  }

  @Test
  void pagesFetchedBeforeTheDateEndedAreNotUsed() {
    harness.extractReleases(TODAY.minusDays(60));
    List<String> fetched = harness.takeApiRequests();
    harness.clock.advance(Duration.ofDays(20));
    harness.extractReleases(TODAY.plusDays(10));
    assertEquals(fetched, harness.takeApiRequests());
    harness.extractReleases(TODAY.minusDays(50));
    assertEquals(List.of(), harness.takeApiRequests());
  }

  private static List<String> ids(List<RawRelease> rows) {
    return rows.stream().map(RawRelease::albumId).toList();
  }

  @Test
  void sharedPagesGiveTheSameListingAsFetchedOnes() {
    harness.extractReleases(LONG_AGO);
    List<String> alone = ids(harness.rows(RawRelease.TABLE, LONG_AGO));
    harness.delete("raw");
    harness.extractReleases(LONG_AGO);
    assertEquals(alone, ids(harness.rows(RawRelease.TABLE, LONG_AGO)));
  }

  @Test
  void maxAlbumsLimitsAHistoricalListing() {
    StageOutput captured =
        harness.extractReleases(
            LONG_AGO,
            new ReleaseConfig(SourcePolicy.AUTO, LateDatePolicy.SEARCH, false, 1, 100, List.of()));
    assertEquals(1, harness.rows(RawRelease.TABLE, LONG_AGO).size());
    assertTrue(captured.capture().truncated());
  }

  @Test
  void failedHistoricalSearchResumes() {
    harness.fastForward().setFaults("500:after=25");
    assertThrows(SpotifyException.class, () -> harness.extractReleases(LONG_AGO));
    harness.setFaults();
    harness.takeApiRequests();
    harness.extractReleases(LONG_AGO);
    assertTrue(harness.takeApiRequests().size() <= 76, "stored pages were fetched again");
  }

  @Test
  void watchListSendsOnlyItsOwnSearches() {
    harness.extractReleases(TODAY);
    String artist = harness.rows(RawRelease.TABLE, TODAY).get(0).artists().get(0).name();
    harness.takeApiRequests();
    StageOutput captured =
        harness.extractReleases(
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
    // Each query needs one search, and a retry if a page is shorter than its total.
    List<String> requests = harness.takeApiRequests();
    assertTrue(requests.size() <= 3, requests.toString());
    assertTrue(
        requests.stream().allMatch(search -> search.contains("tag%3Anew")), requests.toString());
    assertEquals("watch_list", captured.capture().source());
    for (RawRelease row : harness.rows(RawRelease.TABLE, TODAY.minusDays(1))) {
      assertTrue(row.artists().stream().anyMatch(one -> artist.equals(one.name())));
    }
  }

  @Test
  void maxSearchCallsLimitsAndTruncatesAHistoricalSearch() {
    StageOutput captured =
        harness.extractReleases(
            LONG_AGO,
            new ReleaseConfig(SourcePolicy.AUTO, LateDatePolicy.SEARCH, false, null, 7, List.of()));
    assertEquals(7, harness.takeApiRequests().size());
    assertTrue(captured.capture().truncated());
  }

  @Test
  void lateFailForbidsTheHistoricalSearch() {
    assertRefused(
        StageFailureReason.HISTORY_UNAVAILABLE,
        "extract-releases --date 2024-01-01 --late search",
        () ->
            harness.extractReleases(
                LONG_AGO, config(SourcePolicy.AUTO, LateDatePolicy.FAIL, false)));
    assertEquals(List.of(), harness.takeApiRequests());
    assertEquals(List.of(), harness.store().putKeys());
  }

  @Test
  void lateFailAlsoForbidsToReplaceAHistoricalDate() {
    assertRefused(
        StageFailureReason.HISTORY_UNAVAILABLE,
        "historical date: 2024-01-01 (the rule --late fail forbids a historical search); to"
            + " capture a sample, run extract-releases --date 2024-01-01 --replace --late search",
        () ->
            harness.extractReleases(
                LONG_AGO, config(SourcePolicy.AUTO, LateDatePolicy.FAIL, true)));
    assertEquals(List.of(), harness.takeApiRequests());
  }

  @Test
  void sourceNewReleasesFailsForAHistoricalDate() {
    assertRefused(
        StageFailureReason.HISTORY_UNAVAILABLE,
        "--source",
        () ->
            harness.extractReleases(
                LONG_AGO, config(SourcePolicy.NEW_RELEASES, LateDatePolicy.SEARCH, false)));
    assertEquals(List.of(), harness.takeApiRequests());
  }

  @Test
  void futureDateIsAUsageError() {
    assertRefused(
        StageFailureReason.USAGE, "future", () -> harness.extractReleases(TODAY.plusDays(1)));
    assertEquals(List.of(), harness.takeApiRequests());
  }

  @Test
  void dateChangesAtMidnightUtc() {
    harness.clock.set("2026-11-20T23:59:40Z");
    assertTrue(harness.extractReleases(TODAY).changed());
    assertRefused(
        StageFailureReason.USAGE, "UTC", () -> harness.extractReleases(TODAY.plusDays(1)));
  }

  @Test
  void emptyCurrentListingFails() {
    harness.extractReleases(TODAY);
    Map<String, String> before = harness.digests("");
    assertRefused(
        StageFailureReason.EMPTY_LISTING,
        "retry later",
        () -> harness.extractReleases(TODAY, new EmptySpotify()));
    assertEquals(before, harness.digests(""));
  }

  @Test
  void historicalSearchWithoutAlbumsPublishesAnEmptyPartition() {
    assertTrue(harness.extractReleases(LONG_AGO, new EmptySpotify()).changed());
    assertEquals(List.of(), harness.rows(RawRelease.TABLE, LONG_AGO));
  }

  @Test
  void appWithoutNewReleasesPinsTheSearchSource() {
    harness.setApp(QuotaMode.DEVELOPMENT);
    assertEquals("search_new", harness.extractReleases(TODAY).capture().source());
    assertEquals("search_new", harness.stateStore.find("source").orElseThrow());
    harness.takeApiRequests();
    harness.extractReleases(TODAY);
    assertTrue(
        harness.takeApiRequests().stream()
            .allMatch(target -> target.startsWith("/v1/search?q=tag")),
        "only searches");
    assertTrue(
        harness.rows(RawRelease.TABLE, TODAY).stream().allMatch(row -> row.position() != null));
  }

  @Test
  void refusalOfThePinnedSourceFails() {
    harness.extractReleases(TODAY);
    assertEquals("new_releases", harness.stateStore.find("source").orElseThrow());
    Map<String, String> before = harness.digests("");
    harness.setApp(QuotaMode.DEVELOPMENT).clock.advance(Duration.ofDays(1));
    SpotifyException refused =
        assertThrows(SpotifyException.class, () -> harness.extractReleases(TODAY.plusDays(1)));
    assertEquals(SpotifyException.SpotifyErrorKind.FORBIDDEN, refused.kind());
    assertTrue(Objects.toString(refused.getMessage()).contains("--source search"));
    assertEquals(before, harness.digests(""));
  }

  @Test
  void forbiddenForcedSourceNamesTheRemedy() {
    harness.setApp(QuotaMode.DEVELOPMENT);
    ReleaseConfig forced = config(SourcePolicy.NEW_RELEASES, LateDatePolicy.SEARCH, false);
    SpotifyException refused =
        assertThrows(SpotifyException.class, () -> harness.extractReleases(TODAY, forced));
    assertEquals(SpotifyException.SpotifyErrorKind.FORBIDDEN, refused.kind());
    assertTrue(Objects.toString(refused.getMessage()).endsWith("; use --source search"));
  }

  @Test
  void accountProblemPinsNoSource() {
    harness.setFaults("premium-needed:path=/v1/browse");
    SpotifyException refused =
        assertThrows(SpotifyException.class, () -> harness.extractReleases(TODAY));
    assertEquals(SpotifyException.SpotifyErrorKind.ACCOUNT, refused.kind());
    assertTrue(harness.stateStore.find("source").isEmpty());
  }

  @Test
  void forcedSearchPinsNoSource() {
    StageOutput captured =
        harness.extractReleases(TODAY, config(SourcePolicy.SEARCH, LateDatePolicy.SEARCH, false));
    assertEquals("search_new", captured.capture().source());
    assertTrue(harness.stateStore.find("source").isEmpty());
  }

  @Test
  void maxAlbumsLimitsAndTruncatesTheListing() {
    StageOutput captured =
        harness.extractReleases(
            TODAY,
            new ReleaseConfig(SourcePolicy.AUTO, LateDatePolicy.SEARCH, false, 10, 100, List.of()));
    assertEquals(idsInSpotifysListing(TODAY).subList(0, 10), idsInListingOrder(TODAY));
    assertTrue(captured.capture().truncated());
  }
}
