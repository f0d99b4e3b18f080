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
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    world.clock.advance(Duration.ofDays(1));
    LocalDate next = TODAY.plusDays(1);
    world.releases(next);
    world.takeApiRequests();
    assertTrue(world.tracks(next).changed());
    assertEquals(List.of(), world.takeApiRequests());
    assertEquals(tracks(TODAY), tracks(next));
    assertEquals(
        List.of("raw/tracks/ds=2026-11-20/tracks.parquet"),
        CaptureMetadata.parseList(footer(next), CaptureMetadata.COPIED_FROM));
    assertEquals(0, CaptureMetadata.from(footer(next)).requests());
  }

  @ParameterizedTest
  @CsvSource({"6, true", "7, false"})
  void albumsAreCopiedFromTheSevenPreviousPartitions(int others, boolean copied) {
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    world.seed(7);
    for (int day = 1; day <= others; day++) {
      world.clock.advance(Duration.ofDays(1));
      world.releases(TODAY.plusDays(day));
      world.tracks(TODAY.plusDays(day));
    }
    world.seed(42).clock.advance(Duration.ofDays(1));
    LocalDate last = TODAY.plusDays(others + 1L);
    world.releases(last);
    world.takeApiRequests();
    world.tracks(last);
    assertEquals(copied ? Set.of() : albums(last), askedFor());
    assertEquals(shown(tracks(TODAY)), shown(tracks(last)));
  }

  @ParameterizedTest
  @CsvSource({"29, true", "30, false"})
  void tooOldAlbumsAreFetchedAgain(int days, boolean copied) {
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    world.clock.advance(Duration.ofDays(days).plusSeconds(1));
    LocalDate later = TODAY.plusDays(days);
    world.releases(later);
    world.takeApiRequests();
    world.tracks(later);
    assertEquals(copied, askedFor().isEmpty());
  }

  @Test
  void replaceCopiesAlbums() {
    world.releases(TODAY);
    world.tracks(TODAY);
    List<RawTrack> before = tracks(TODAY);
    world.takeApiRequests();
    world.tracks(TODAY, REPLACE, false);
    assertEquals(List.of(), world.takeApiRequests());
    assertEquals(before, tracks(TODAY));
  }

  @Test
  void refetchCopiesNothing() {
    world.releases(TODAY);
    world.tracks(TODAY);
    world.takeApiRequests();
    world.tracks(TODAY, REFETCH, false);
    assertEquals(albums(TODAY), askedFor());
  }

  @Test
  void copySkipsDamagedPartitions() throws IOException {
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    damage(TODAY);
    world.clock.advance(Duration.ofDays(1));
    world.releases(TODAY.plusDays(1));
    assertTrue(world.tracks(TODAY.plusDays(1)).changed());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY.plusDays(1))));
  }

  @Test
  void recordedDifferenceInTotalsAllowsCopying() {
    world.fixListing();
    world.releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(5).albumId();
    listMore(TODAY, album, 1);
    StageOutput taken = world.tracks(TODAY);
    assertEquals(
        List.of(album), CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_DIFFERING));
    assertTrue(taken.warnings().get(0).contains(album), taken.warnings()::toString);
    assertFalse(taken.capture().partial());

    LocalDate next = TODAY.plusDays(1);
    world.clock.advance(Duration.ofDays(1));
    world.releases(next);
    listMore(next, album, 1);
    world.takeApiRequests();
    world.tracks(next);
    assertEquals(Set.of(), askedFor());
    assertEquals(
        List.of(album), CaptureMetadata.parseList(footer(next), CaptureMetadata.ALBUMS_DIFFERING));
  }

  @Test
  void copySkipsPartitionsWithDamagedRows() throws IOException {
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    spoil(folder.resolve(RawTrack.TABLE.key(TODAY)));
    world.clock.advance(Duration.ofDays(1));
    world.releases(TODAY.plusDays(1));
    assertTrue(world.tracks(TODAY.plusDays(1)).changed());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY.plusDays(1))));
  }
}
