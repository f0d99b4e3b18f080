package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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

  private CallPlan plan(LocalDate from, LocalDate to, @Nullable Integer maxAlbums, int batchSize) {
    ReleaseConfig config =
        new ReleaseConfig(
            SourcePolicy.AUTO, LateDatePolicy.SEARCH, false, maxAlbums, 100, List.of());
    return CallPlan.create(harness.lake(), from, to, config, batchSize, harness.clock.instant());
  }

  private static Map<EndpointFamily, Integer> calls(int search, int albums) {
    return Map.of(EndpointFamily.SEARCH, search, EndpointFamily.ALBUMS, albums);
  }

  @Test
  void datesOfAYearShareItsSearchPages() {
    CallPlan plan = plan(FROM, TO, null, 1);
    assertEquals(1827, plan.dates());
    assertEquals(calls(500, 5000), plan.calls());
  }

  @Test
  void maximumNumberOfAlbumsLimitsTheCalls() {
    assertEquals(calls(100, 62), plan(FROM, FROM.plusDays(30), 2, 1).calls());
  }

  @Test
  void batchesNeedOneCallForTwentyAlbums() {
    assertEquals(calls(500, 250), plan(FROM, TO, null, 20).calls());
  }

  @Test
  void currentDatesNeedOneListingEach() {
    assertEquals(calls(20, 200), plan(TODAY.minusDays(1), TODAY, null, 1).calls());
  }

  @Test
  void finishedDatesNeedNoCalls() {
    harness.extractReleases(TODAY);
    int albums = harness.rows(RawRelease.TABLE, TODAY).size();
    assertEquals(calls(0, albums), plan(TODAY, TODAY, null, 1).calls());

    harness.extractTracks(TODAY);
    CallPlan plan = plan(TODAY, TODAY, null, 1);
    assertEquals(0, plan.dates());
    assertEquals(
        "plan: all dates have tracks, so few calls to Spotify are needed", plan.format(List.of()));
  }

  @Test
  void textNamesTheDaysAtTheKnownLimits() {
    CallPlan plan = plan(FROM, TO, null, 1);
    String needed =
        "plan: 1827 dates without tracks need at most 500 search and 5000 albums calls, and one"
            + " call for each further 50 tracks of an album; ";
    assertEquals(needed + "no daily limit is known", plan.format(List.of()));
    FamilyUsage usage = new FamilyUsage(EndpointFamily.ALBUMS, 200, 600, null);
    assertEquals(
        needed + "with 400 of 600 albums calls left in 24 hours: about 9 days",
        plan.format(List.of(usage)));
    assertTrue(
        plan(FROM, FROM.plusDays(30), 2, 1).format(List.of(usage)).endsWith(": about 1 day"));
  }
}
