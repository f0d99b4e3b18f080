package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.StageOutput;

/** Checks which albums are copied from earlier partitions, and which are fetched again. */
class ExtractTracksCopyTest extends ExtractTracksFixture {
  @Test
  void copiedAlbumKeepsItsObservationTime() {
    harness.fixListingDate();
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    harness.clock.advance(Duration.ofDays(1));
    LocalDate next = TODAY.plusDays(1);
    harness.extractReleases(next);
    harness.takeApiRequests();
    assertTrue(harness.extractTracks(next).changed());
    assertEquals(List.of(), harness.takeApiRequests());
    assertEquals(tracks(TODAY), tracks(next));
    assertEquals(
        List.of("raw/tracks/ds=2026-11-20/tracks.parquet"),
        CaptureMetadata.parseList(footer(next), CaptureMetadata.COPIED_FROM));
    assertEquals(0, CaptureMetadata.from(footer(next)).requests());
  }

  @ParameterizedTest
  @CsvSource({"6, true", "7, false"})
  void albumsAreCopiedFromTheSevenPreviousPartitions(int others, boolean copied) {
    harness.fixListingDate();
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    harness.setSeed(7);
    for (int day = 1; day <= others; day++) {
      harness.clock.advance(Duration.ofDays(1));
      harness.extractReleases(TODAY.plusDays(day));
      harness.extractTracks(TODAY.plusDays(day));
    }
    harness.setSeed(42).clock.advance(Duration.ofDays(1));
    LocalDate last = TODAY.plusDays(others + 1L);
    harness.extractReleases(last);
    harness.takeApiRequests();
    harness.extractTracks(last);
    assertEquals(copied ? Set.of() : albums(last), requestedAlbums());
    assertEquals(describe(tracks(TODAY)), describe(tracks(last)));
  }

  @ParameterizedTest
  @CsvSource({"29, true", "30, false"})
  void tooOldAlbumsAreFetchedAgain(int days, boolean copied) {
    harness.fixListingDate();
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    harness.clock.advance(Duration.ofDays(days).plusSeconds(1));
    LocalDate later = TODAY.plusDays(days);
    harness.extractReleases(later);
    harness.takeApiRequests();
    harness.extractTracks(later);
    assertEquals(copied, requestedAlbums().isEmpty());
  }

  @Test
  void replaceCopiesAlbums() {
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    List<RawTrack> before = tracks(TODAY);
    harness.takeApiRequests();
    harness.extractTracks(TODAY, REPLACE, false);
    assertEquals(List.of(), harness.takeApiRequests());
    assertEquals(before, tracks(TODAY));
  }

  @Test
  void refetchCopiesNothing() {
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    harness.takeApiRequests();
    harness.extractTracks(TODAY, REFETCH, false);
    assertEquals(albums(TODAY), requestedAlbums());
  }

  @Test
  void copySkipsDamagedPartitions() throws IOException {
    harness.fixListingDate();
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    damage(TODAY);
    harness.clock.advance(Duration.ofDays(1));
    harness.extractReleases(TODAY.plusDays(1));
    assertTrue(harness.extractTracks(TODAY.plusDays(1)).changed());
    assertEquals(expectedTracks(albums(TODAY)), describe(tracks(TODAY.plusDays(1))));
  }

  @Test
  void recordedDifferenceInTotalsAllowsCopying() {
    harness.fixListingDate();
    harness.extractReleases(TODAY);
    String album = harness.rows(RawRelease.TABLE, TODAY).get(5).albumId();
    increaseTotal(TODAY, album, 1);
    StageOutput captured = harness.extractTracks(TODAY);
    assertEquals(
        List.of(album), CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_DIFFERING));
    assertTrue(captured.warnings().get(0).contains(album), captured.warnings()::toString);
    assertFalse(captured.capture().partial());

    LocalDate next = TODAY.plusDays(1);
    harness.clock.advance(Duration.ofDays(1));
    harness.extractReleases(next);
    increaseTotal(next, album, 1);
    harness.takeApiRequests();
    harness.extractTracks(next);
    assertEquals(Set.of(), requestedAlbums());
    assertEquals(
        List.of(album), CaptureMetadata.parseList(footer(next), CaptureMetadata.ALBUMS_DIFFERING));
  }

  @Test
  void copySkipsPartitionsWithDamagedRows() throws IOException {
    harness.fixListingDate();
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    damageRows(folder.resolve(RawTrack.TABLE.key(TODAY)));
    harness.clock.advance(Duration.ofDays(1));
    harness.extractReleases(TODAY.plusDays(1));
    assertTrue(harness.extractTracks(TODAY.plusDays(1)).changed());
    assertEquals(expectedTracks(albums(TODAY)), describe(tracks(TODAY.plusDays(1))));
  }
}
