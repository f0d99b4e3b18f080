package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pipeline.simulator.options.QuotaMode;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;

/** Checks that a run stops before a daily limit, and that the next run repeats no request. */
class ExtractTracksQuotaTest extends ExtractTracksFixture {
  private static final int LIMIT = 20;

  @Test
  void runsWithinADailyLimitFetchEachPageOnce() {
    harness.setApp(QuotaMode.DEVELOPMENT).extractReleases(TODAY);
    int days = extractWithinLimit();
    assertTrue(days >= 3, "days: " + days);
    assertEquals(expectedTracks(albums(TODAY)), describe(tracks(TODAY)));
  }

  /** Runs the stage again whenever it may continue, and returns the number of runs. */
  private int extractWithinLimit() {
    harness.setRequestsPerDay(Map.of(EndpointFamily.ALBUMS, LIMIT));
    harness.takeApiRequests();
    List<String> requests = new ArrayList<>();
    for (int run = 1; ; run++) {
      try {
        harness.extractTracks(TODAY);
        requests.addAll(harness.takeApiRequests());
        requests.removeIf(target -> target.startsWith("/v1/albums?ids="));
        assertEquals(new HashSet<>(requests).size(), requests.size(), () -> "twice: " + requests);
        return run;
      } catch (SpotifyException stopped) {
        assertEquals(SpotifyErrorKind.RATE_LIMITED, stopped.kind());
        List<String> ofRun = harness.takeApiRequests();
        assertTrue(ofRun.size() <= LIMIT, () -> "more calls than the limit: " + ofRun);
        requests.addAll(ofRun);
        Instant retryAt = stopped.retryAt().orElseThrow();
        harness.clock.advance(Duration.between(harness.clock.instant(), retryAt));
      }
    }
  }

  @Test
  void otherFamiliesAreNotLimited() {
    harness.setRequestsPerDay(Map.of(EndpointFamily.ALBUMS, 1));
    harness.setApp(QuotaMode.DEVELOPMENT).extractReleases(TODAY);
    assertThrows(SpotifyException.class, () -> harness.extractTracks(TODAY));
  }
}
