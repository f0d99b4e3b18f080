package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;
import static pipeline.testing.PipelineHarness.TRACKS;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.lake.store.LakeException;
import pipeline.simulator.catalogue.SimAlbum;
import pipeline.simulator.catalogue.SimCopyright;
import pipeline.simulator.options.QuotaMode;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageOutput;

/** Checks which albums are fetched, and which partitions stay unchanged. */
class ExtractTracksTest extends ExtractTracksFixture {
  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void publishesAllTracksOfAllAlbumsInOrder(QuotaMode app) {
    harness.setApp(app).extractReleases(TODAY);
    StageOutput captured = harness.extractTracks(TODAY);
    assertTrue(captured.changed());
    assertEquals(expectedTracks(albums(TODAY)), describe(tracks(TODAY)));
    assertEquals((long) tracks(TODAY).size(), captured.rows().get("raw/tracks"));
    assertFalse(captured.capture().partial());
    assertEquals(List.of(), captured.warnings());
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void eachTrackHasTheDetailsOfItsAlbum(QuotaMode app) {
    harness.setApp(app).extractReleases(TODAY);
    harness.extractTracks(TODAY);
    for (RawTrack track : tracks(TODAY)) {
      SimAlbum album = harness.catalogue().findAlbum(track.albumId()).orElseThrow();
      assertEquals(album.upc(), track.upc());
      assertEquals(app == QuotaMode.EXTENDED ? album.label() : null, track.label());
      assertEquals(copyrights(album, "C"), track.copyrightC());
      assertEquals(copyrights(album, "P"), track.copyrightP());
    }
  }

  private static @Nullable String copyrights(SimAlbum album, String type) {
    return album.copyrights().stream()
        .filter(copyright -> copyright.type().equals(type))
        .map(SimCopyright::text)
        .reduce((one, other) -> one + "; " + other)
        .orElse(null);
  }

  @Test
  void extendedAppsFetchTwentyAlbumsPerRequest() {
    harness.extractReleases(TODAY);
    harness.takeApiRequests();
    harness.extractTracks(TODAY);
    long batches =
        harness.takeApiRequests().stream().filter(t -> t.startsWith("/v1/albums?ids=")).count();
    assertEquals(2, batches);
  }

  @ParameterizedTest
  @CsvSource({"0", "10"})
  void completePartitionStaysUnchangedForAnyDate(int daysLater) {
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    harness.clock.advance(Duration.ofDays(daysLater));
    Map<String, String> before = harness.digests("");
    harness.takeApiRequests();
    assertFalse(harness.extractTracks(TODAY).changed());
    assertEquals(List.of(), harness.takeApiRequests());
    assertEquals(before, harness.digests(""));
  }

  @Test
  void changedListingFetchesOnlyTheDifference() {
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    Instant first = observedAt(TODAY);
    Set<String> before = albums(TODAY);
    harness.clock.advance(Duration.ofDays(2));
    harness.extractReleases(TODAY);
    Set<String> added = new TreeSet<>(albums(TODAY));
    added.removeAll(before);
    assertTrue(!added.isEmpty() && added.size() < before.size(), "new albums: " + added.size());
    harness.takeApiRequests();

    assertTrue(harness.extractTracks(TODAY).changed());
    assertEquals(added, requestedAlbums());
    assertEquals(expectedTracks(albums(TODAY)), describe(tracks(TODAY)));
    for (RawTrack track : tracks(TODAY)) {
      assertEquals(added.contains(track.albumId()) ? observedAt(TODAY) : first, track.observedAt());
    }
  }

  @Test
  void damagedPartitionFailsAndReplaceRebuildsIt() throws IOException {
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    damage(TODAY);
    LakeException damaged = assertThrows(LakeException.class, () -> harness.extractTracks(TODAY));
    assertEquals(LakeException.LakeErrorKind.DAMAGED, damaged.kind());
    assertTrue(harness.extractTracks(TODAY, REPLACE, false).changed());
    assertEquals(expectedTracks(albums(TODAY)), describe(tracks(TODAY)));
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void incompleteTracksAreNotPublished(QuotaMode app) {
    harness.setApp(app).extractReleases(TODAY);
    String album = harness.rows(RawRelease.TABLE, TODAY).get(3).albumId();
    harness.setFaults(nullItem(album), nullItem("?ids="));
    StageException refused = assertThrows(StageException.class, () -> harness.extractTracks(TODAY));
    assertEquals(StageFailureReason.INCOMPLETE, refused.reason());
    String message = Objects.toString(refused.getMessage());
    assertTrue(message.contains(album) && message.contains("--allow-partial"), message);
    assertTrue(harness.lake().find(RawTrack.TABLE, TODAY).isEmpty());
  }

  @Test
  void partialPartitionIsMarkedAndCompletedByTheNextRun() {
    harness.setApp(QuotaMode.DEVELOPMENT).extractReleases(TODAY);
    String album = harness.rows(RawRelease.TABLE, TODAY).get(3).albumId();
    harness.setFaults(nullItem(album));
    StageOutput partial = harness.extractTracks(TODAY, TRACKS, true);
    assertTrue(partial.changed() && partial.capture().partial());
    assertEquals(
        List.of(album), CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_MISSING));
    assertTrue(partial.warnings().get(0).contains(album), partial.warnings().toString());
    assertEquals(expectedTracks(albums(TODAY)).size() - 1, tracks(TODAY).size());

    harness.setFaults();
    harness.takeApiRequests();
    StageOutput completed = harness.extractTracks(TODAY);
    assertEquals(Set.of(album), requestedAlbums());
    assertTrue(completed.changed() && !completed.capture().partial());
    assertEquals(
        List.of(), CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_MISSING));
    assertEquals(expectedTracks(albums(TODAY)), describe(tracks(TODAY)));
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void deletedAlbumsAreRecordedAndDoNotFail(QuotaMode app) {
    harness.setApp(app).setFaults("gone:share=0.3").extractReleases(TODAY);
    StageOutput captured = harness.extractTracks(TODAY);
    Set<String> deleted =
        new HashSet<>(CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_GONE));
    Set<String> others = new TreeSet<>(albums(TODAY));
    assertTrue(!deleted.isEmpty() && deleted.size() < others.size(), "deleted: " + deleted.size());
    others.removeAll(deleted);
    assertEquals(expectedTracks(others), describe(tracks(TODAY)));
    assertFalse(captured.capture().partial());
    assertTrue(
        captured.warnings().get(0).startsWith("albums without tracks: " + deleted.size() + " ("),
        captured.warnings()::toString);
  }

  @Test
  void albumWithoutTracksIsRecordedAsDeleted() {
    harness.setAlbums(9).extractReleases(TODAY);
    assertFalse(harness.extractTracks(TODAY, WITHOUT_TRACKS, false).capture().partial());
    assertEquals(
        albums(TODAY),
        new TreeSet<>(CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_GONE)));
  }

  @Test
  void albumThatGrewIsFetchedAgain() {
    harness.fixListingDate();
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY);
    String album = harness.rows(RawRelease.TABLE, TODAY).get(5).albumId();
    LocalDate next = TODAY.plusDays(1);
    harness.clock.advance(Duration.ofDays(1));
    harness.extractReleases(next);
    increaseTotal(next, album, 1);
    harness.takeApiRequests();
    harness.extractTracks(next);
    assertEquals(Set.of(album), requestedAlbums());
  }

  @Test
  void missingReleasesNamesTheStageToRun() {
    StageException refused = assertThrows(StageException.class, () -> harness.extractTracks(TODAY));
    assertEquals(StageFailureReason.INPUT_MISSING, refused.reason());
    assertTrue(
        Objects.toString(refused.getMessage()).contains("extract-releases --date 2026-11-20"));
  }

  @Test
  void tracksOfAHistoricalCaptureAreMarkedHistorical() {
    LocalDate past = LocalDate.of(2024, 1, 1);
    harness.extractReleases(past);
    StageOutput captured = harness.extractTracks(past);
    assertTrue(captured.capture().late());
    assertEquals("search_by_date", captured.capture().source());
    assertEquals(expectedTracks(albums(past)), describe(tracks(past)));
  }

  @Test
  void emptyListingGivesAnEmptyTracksPartition() {
    LocalDate past = LocalDate.of(2024, 1, 1);
    harness.extractReleases(past, new EmptySpotify());
    assertTrue(harness.extractTracks(past).changed());
    assertEquals(List.of(), tracks(past));
    assertEquals(List.of(), harness.takeApiRequests());
  }
}
