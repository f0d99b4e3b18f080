package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.client.RecordedSpotify;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.StageOutput;
import pipeline.testing.PipelineHarness;

/** Checks listings in the form of real responses that once made the stages fail. */
class RecordedListingTest {
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

  private StageOutput releases(String recording) {
    return harness.extractReleases(TODAY, RecordedSpotify.client(recording));
  }

  private List<RawRelease> rows() {
    return harness.rows(RawRelease.TABLE, TODAY);
  }

  @Test
  void imageUrlIsTheWidestCover() {
    releases("images");

    assertEquals(
        Arrays.asList(
            "https://i.scdn.co/image/a1x640",
            "https://i.scdn.co/image/a2x64",
            null,
            "https://i.scdn.co/image/a4x300"),
        rows().stream().map(RawRelease::imageUrl).toList());
  }

  @Test
  void nullEntriesKeepTheirPositionsAndAreReported() {
    StageOutput written = releases("nulls");

    assertEquals(List.of(0, 2, 5), rows().stream().map(RawRelease::position).toList());
    assertEquals(
        List.of("entries without a usable album: 3 in the listing; they were left out"),
        written.warnings());
  }

  @ParameterizedTest
  @CsvSource({"29, 3", "30, 3", "31, 4", "1, 1"})
  void developmentAppNeedsAtMostOneCallMoreThanPages(int albums, int pages) {
    RecordedSpotify spotify = RecordedSpotify.inDevelopmentMode(albums);

    StageOutput written = harness.extractReleases(TODAY, spotify.client());

    assertEquals(Map.of("raw/releases", (long) albums), written.rows());
    assertFalse(written.capture().truncated());
    List<String> searches = spotify.requestsTo("/v1/search");
    assertTrue(searches.size() <= pages + 1, searches::toString);
  }

  @Test
  void missingServiceFailsInsteadOfPublishingNoTracks() {
    releases("gone");

    SpotifyException failure =
        assertThrows(
            SpotifyException.class,
            () -> harness.extractTracks(TODAY, RecordedSpotify.client("gone"), true));

    assertEquals(SpotifyException.SpotifyErrorKind.NO_SERVICE, failure.kind());
    assertTrue(failure.getMessage().contains("Service not found"), failure.getMessage());
    assertTrue(harness.lake().find(RawTrack.TABLE, TODAY).isEmpty());
  }
}
