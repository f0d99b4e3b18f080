package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.simulator.options.QuotaMode;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageOutput;
import pipeline.testing.PipelineHarness;

/**
 * Checks deleted albums: a few of them are recorded, but it is an error if most albums of a listing
 * are deleted.
 */
class RemovedAlbumsTest {
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

  private Set<String> albums() {
    return harness.rows(RawRelease.TABLE, TODAY).stream()
        .map(RawRelease::albumId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns a Spotify with one track per album, except for the removed albums. */
  private static SpotifyApi without(Set<String> removed, AlbumTracks.TrackListState state) {
    return new EmptySpotify() {
      @Override
      public AlbumTracks tracks(String albumId, int calls) {
        return removed.contains(albumId)
            ? new AlbumTracks(albumId, Map.of(), 0, List.of(), state, null)
            : SingleTrack.create(albumId);
      }
    };
  }

  private SpotifyApi without(int removed, AlbumTracks.TrackListState state) {
    return without(albums().stream().limit(removed).collect(Collectors.toSet()), state);
  }

  @ParameterizedTest
  @CsvSource({
    "24, 13, DELETED, false",
    "24, 12, DELETED, true",
    "24, 13, COMPLETE, false",
    "11, 6, DELETED, false",
    "11, 5, DELETED, true",
    "9, 9, DELETED, true"
  })
  void deletionOfMostAlbumsFails(
      int listed, int removed, AlbumTracks.TrackListState state, boolean isPublished) {
    harness.setAlbums(listed).extractReleases(TODAY);
    SpotifyApi spotify = without(removed, state);

    if (isPublished) {
      assertFalse(harness.extractTracks(TODAY, spotify, false).capture().partial());
    } else {
      StageException doubted =
          assertThrows(StageException.class, () -> harness.extractTracks(TODAY, spotify, false));
      assertEquals(StageFailureReason.INCOMPLETE, doubted.reason());
      assertTrue(
          doubted.getMessage().contains("%d of %d in the listing".formatted(removed, listed)),
          doubted.getMessage());
    }
    assertEquals(isPublished, harness.lake().find(RawTrack.TABLE, TODAY).isPresent());
  }

  @Test
  void allowPartialPublishesTheRemainingAlbumsAsPartial() {
    harness.extractReleases(TODAY);

    StageOutput written =
        harness.extractTracks(TODAY, without(20, AlbumTracks.TrackListState.DELETED), true);

    assertTrue(written.capture().partial());
    assertEquals(Map.of("raw/tracks", 4L), written.rows());
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void nullsInBatchesCountLike404s(QuotaMode app) {
    harness.setApp(app).setFaults("gone:share=1.0").extractReleases(TODAY);

    StageException doubted = assertThrows(StageException.class, () -> harness.extractTracks(TODAY));

    assertEquals(StageFailureReason.INCOMPLETE, doubted.reason());
    assertTrue(harness.lake().find(RawTrack.TABLE, TODAY).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void missingServicePublishesNothing(QuotaMode app) {
    harness.setApp(app).setFaults("no-service:path=/v1/albums").extractReleases(TODAY);

    SpotifyException failure =
        assertThrows(SpotifyException.class, () -> harness.extractTracks(TODAY));

    assertEquals(SpotifyException.SpotifyErrorKind.NO_SERVICE, failure.kind());
    assertTrue(harness.lake().find(RawTrack.TABLE, TODAY).isEmpty());
  }

  @Test
  void serviceThatIsMissingOnceIsRequestedAgain() {
    harness
        .setApp(QuotaMode.DEVELOPMENT)
        .setFaults("no-service:path=/v1/albums,first=1")
        .extractReleases(TODAY);

    assertEquals(List.of(), harness.extractTracks(TODAY).warnings());
  }

  @Test
  void idRefusedInABatchIsFetchedAlone() {
    harness.extractReleases(TODAY);
    String failure = albums().iterator().next();
    harness.setFaults("404:path=/v1/albums?ids=", "404:path=/v1/albums/" + failure);

    StageOutput written = harness.extractTracks(TODAY);

    assertEquals(1, written.warnings().size(), written.warnings()::toString);
    assertTrue(written.warnings().get(0).contains(failure), written.warnings()::toString);
  }
}
