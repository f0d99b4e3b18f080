package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.extract.ReleaseConfig.LateDatePolicy;
import pipeline.extract.ReleaseConfig.SourcePolicy;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.testing.PipelineHarness;

/** Checks requests for new-releases that are refused in another way than with a 403. */
class SourceFallbackTest {
  private static final ReleaseConfig FORCED =
      new ReleaseConfig(
          SourcePolicy.NEW_RELEASES, LateDatePolicy.SEARCH, false, null, 100, List.of());

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder).fastForward();
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private long countNewReleasesRequests() {
    return harness.takeApiRequests().stream()
        .filter(target -> target.startsWith("/v1/browse"))
        .count();
  }

  private String refused(SpotifyErrorKind kind, ReleaseConfig config) {
    SpotifyException refused =
        assertThrows(SpotifyException.class, () -> harness.extractReleases(TODAY, config));
    assertEquals(kind, refused.kind(), refused::getMessage);
    return Objects.toString(refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1, 31", "11, 4", "30, 3", "60, 3"})
  void endless429sOfNewReleasesSelectTheSearch(int seconds, int calls) {
    harness.setFaults("429:path=/v1/browse,retry-after=" + seconds);
    assertEquals("search_new", harness.extractReleases(TODAY).capture().source());
    assertEquals(Optional.of("search_new"), harness.stateStore.find("source"));
    assertEquals(Optional.empty(), harness.stateStore.find("block"));
    assertEquals(calls, countNewReleasesRequests());
  }

  @Test
  void temporary429sKeepTheSource() {
    harness.setFaults("429:path=/v1/browse,retry-after=11,times=3");
    assertEquals("new_releases", harness.extractReleases(TODAY).capture().source());
  }

  @Test
  void throttlingOfAllEndpointsPinsNoSource() {
    harness.setFaults("429:path=/v1/,retry-after=11");
    refused(SpotifyErrorKind.RATE_LIMITED, PipelineHarness.RELEASES);
    assertEquals(Optional.empty(), harness.stateStore.find("source"));
    harness.setFaults("429:path=/v1/,retry-after=11");
    harness.clock.set(TODAY + "T13:00:00Z");
    refused(SpotifyErrorKind.RATE_LIMITED, FORCED);
  }

  @Test
  void endless429sOfThePinnedSourceNameTheRemedy() {
    harness.extractReleases(TODAY);
    harness.setFaults("429:path=/v1/browse,retry-after=11");
    for (ReleaseConfig config : List.of(PipelineHarness.RELEASES, FORCED)) {
      String message = refused(SpotifyErrorKind.FORBIDDEN, config);
      assertTrue(message.contains("answered 429"), message);
      assertTrue(message.contains("Retry-After: 11"), message);
      assertTrue(message.contains("--source search"), message);
    }
    assertEquals(Optional.of("new_releases"), harness.stateStore.find("source"));
  }

  @Test
  void repeated404OfNewReleasesSelectsTheSearch() {
    harness.setFaults("404:path=/v1/browse");
    assertEquals("search_new", harness.extractReleases(TODAY).capture().source());
    assertEquals(2, countNewReleasesRequests());
  }

  @ParameterizedTest
  @ValueSource(strings = {"404:path=/v1/browse,times=1", "404:path=/v1/browse*offset=50,times=1"})
  void single404PinsNoSource(String fault) {
    harness.setAlbums(100).setFaults(fault);
    assertEquals("new_releases", harness.extractReleases(TODAY).capture().source());
  }

  @Test
  void repeated404OfThePinnedSourceNamesTheRemedy() {
    harness.extractReleases(TODAY);
    harness.setFaults("404:path=/v1/browse");
    String message = refused(SpotifyErrorKind.FORBIDDEN, PipelineHarness.RELEASES);
    assertTrue(message.contains("answered 404"), message);
    assertTrue(message.contains("--source search"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-approved", "blocked", "not-bearer", "400"})
  void otherRefusalsPinNoSource(String fault) {
    harness.setFaults(fault + ":path=/v1/browse");
    assertThrows(SpotifyException.class, () -> harness.extractReleases(TODAY));
    assertEquals(Optional.empty(), harness.stateStore.find("source"));
  }
}
