package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.extract.ReleaseConfig.LateDatePolicy;
import pipeline.extract.ReleaseConfig.SourcePolicy;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.quota.FamilyUsage;
import pipeline.tables.row.RawRelease;
import pipeline.testing.PipelineHarness;

class CallPlanTest {
  private static final LocalDate FROM = LocalDate.of(2020, 1, 1);
  private static final LocalDate TO = LocalDate.of(2024, 12, 31);

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

  private CallPlan plan(LocalDate from, LocalDate to, @Nullable Integer maxAlbums) {
    return plan(from, to, maxAlbums, false, false);
  }

  private CallPlan plan(
      LocalDate from, LocalDate to, @Nullable Integer maxAlbums, boolean replace, boolean refetch) {
    ReleaseConfig config =
        new ReleaseConfig(
            SourcePolicy.AUTO, LateDatePolicy.SEARCH, replace, maxAlbums, 100, List.of());
    return CallPlan.create(harness.lake(), from, to, config, refetch, harness.clock.instant());
  }

  @Test
  void datesOfAYearShareItsSearchPages() {
    assertEquals(new CallPlan(1827, 500, 5000), plan(FROM, TO, null));
  }

  @Test
  void maximumNumberOfAlbumsLimitsTheCalls() {
    assertEquals(new CallPlan(31, 100, 62), plan(FROM, FROM.plusDays(30), 2));
  }

  @Test
  void currentDatesNeedAListingEach() {
    assertEquals(new CallPlan(2, 20, 200), plan(TODAY.minusDays(1), TODAY, null));
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    assertEquals(new CallPlan(2, 20, 200), plan(TODAY.minusDays(1), TODAY, null));
  }

  @Test
  void historicalDatesNeedOnlyWhatIsMissing() {
    LocalDate date = TODAY.minusDays(10);
    harness.extractReleases(date);
    int albums = harness.rows(RawRelease.TABLE, date).size();
    assertEquals(new CallPlan(1, 0, albums), plan(date, date, null));

    harness.extractTracks(date);
    assertEquals(new CallPlan(0, 0, 0), plan(date, date, null));
    assertEquals(new CallPlan(1, 0, albums), plan(date, date, null, false, true));
    assertEquals(new CallPlan(1, 100, 1000), plan(date, date, null, true, false));
  }

  @Test
  void textNamesTheDaysAtTheKnownLimits() {
    CallPlan plan = new CallPlan(1827, 500, 5000);
    String needed =
        "plan: 1827 dates to fetch; at most 500 calls to search and 5000 to albums, plus one for"
            + " each further page of up to 50 tracks of an album; ";
    assertEquals(needed + "no daily limit is known", plan.format(1, List.of()));
    assertTrue(new CallPlan(1, 0, 9).format(1, List.of()).startsWith("plan: 1 date to fetch;"));
    FamilyUsage usage = new FamilyUsage(EndpointFamily.ALBUMS, 200, 600, null);
    assertEquals(
        needed + "albums needs about 9 days, with 400 of 600 daily calls left",
        plan.format(1, List.of(usage)));
    assertTrue(plan.format(20, List.of(usage)).contains("albums needs about 1 day, with"));
  }
}
