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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.lake.store.LakeException;
import pipeline.simulator.options.QuotaMode;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageOutput;

/** What is fetched, what is copied, what is kept. */
class ExtractTracksTest extends ExtractTracksFixture {
  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void publishesAllTracksOfAllAlbumsInOrder(QuotaMode app) {
    world.app(app).releases(TODAY);
    StageOutput taken = world.tracks(TODAY);
    assertTrue(taken.changed());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
    assertEquals((long) tracks(TODAY).size(), taken.rows().get("raw/tracks"));
    assertFalse(taken.capture().partial());
    assertEquals(List.of(), taken.warnings());
  }

  @Test
  void extendedAppsFetchTwentyAlbumsPerRequest() {
    world.releases(TODAY);
    world.takeApiRequests();
    world.tracks(TODAY);
    long batches =
        world.takeApiRequests().stream().filter(t -> t.startsWith("/v1/albums?ids=")).count();
    assertEquals(2, batches);
  }

  @ParameterizedTest
  @CsvSource({"0", "10"})
  void completePartitionStaysUnchangedForAnyDate(int daysLater) {
    world.releases(TODAY);
    world.tracks(TODAY);
    world.clock.advance(Duration.ofDays(daysLater));
    Map<String, String> before = world.digests("");
    world.takeApiRequests();
    assertFalse(world.tracks(TODAY).changed());
    assertEquals(List.of(), world.takeApiRequests());
    assertEquals(before, world.digests(""));
  }

  @Test
  void changedListingFetchesOnlyTheDifference() {
    world.releases(TODAY);
    world.tracks(TODAY);
    Instant first = observedAt(TODAY);
    Set<String> before = albums(TODAY);
    world.clock.advance(Duration.ofDays(2));
    world.releases(TODAY);
    Set<String> added = new TreeSet<>(albums(TODAY));
    added.removeAll(before);
    assertTrue(!added.isEmpty() && added.size() < before.size(), "new albums: " + added.size());
    world.takeApiRequests();

    assertTrue(world.tracks(TODAY).changed());
    assertEquals(added, askedFor());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
    for (RawTrack track : tracks(TODAY)) {
      assertEquals(added.contains(track.albumId()) ? observedAt(TODAY) : first, track.observedAt());
    }
  }

  @Test
  void damagedPartitionFailsAndReplaceRebuildsIt() throws IOException {
    world.releases(TODAY);
    world.tracks(TODAY);
    damage(TODAY);
    LakeException damaged = assertThrows(LakeException.class, () -> world.tracks(TODAY));
    assertEquals(LakeException.LakeErrorKind.DAMAGED, damaged.kind());
    assertTrue(world.tracks(TODAY, REPLACE, false).changed());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void incompleteTracksAreNotPublished(QuotaMode app) {
    world.app(app).releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(3).albumId();
    world.faults(nullItem(album), nullItem("?ids="));
    StageException refused = assertThrows(StageException.class, () -> world.tracks(TODAY));
    assertEquals(StageFailureReason.INCOMPLETE, refused.reason());
    String message = Objects.toString(refused.getMessage());
    assertTrue(message.contains(album) && message.contains("--allow-partial"), message);
    assertTrue(world.lake().find(RawTrack.TABLE, TODAY).isEmpty());
  }

  @Test
  void partialPartitionIsMarkedAndCompletedByTheNextRun() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(3).albumId();
    world.faults(nullItem(album));
    StageOutput partial = world.tracks(TODAY, TRACKS, true);
    assertTrue(partial.changed() && partial.capture().partial());
    assertEquals(
        List.of(album), CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_MISSING));
    assertTrue(partial.warnings().get(0).contains(album), partial.warnings().toString());
    assertEquals(truth(albums(TODAY)).size() - 1, tracks(TODAY).size());

    world.faults();
    world.takeApiRequests();
    StageOutput whole = world.tracks(TODAY);
    assertEquals(Set.of(album), askedFor());
    assertTrue(whole.changed() && !whole.capture().partial());
    assertEquals(
        List.of(), CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_MISSING));
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
  }

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void deletedAlbumsAreRecordedAndDoNotFail(QuotaMode app) {
    world.app(app).faults("gone:share=0.3").releases(TODAY);
    StageOutput taken = world.tracks(TODAY);
    Set<String> gone =
        new HashSet<>(CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_GONE));
    Set<String> there = new TreeSet<>(albums(TODAY));
    assertTrue(!gone.isEmpty() && gone.size() < there.size(), "gone: " + gone.size());
    there.removeAll(gone);
    assertEquals(truth(there), shown(tracks(TODAY)));
    assertFalse(taken.capture().partial());
    assertTrue(
        taken.warnings().get(0).startsWith("albums without tracks: " + gone.size() + " ("),
        taken.warnings()::toString);
  }

  @Test
  void albumWithoutTracksIsRecordedAsDeleted() {
    world.albums(9).releases(TODAY);
    assertFalse(world.tracks(TODAY, WITHOUT_TRACKS, false).capture().partial());
    assertEquals(
        albums(TODAY),
        new TreeSet<>(CaptureMetadata.parseList(footer(TODAY), CaptureMetadata.ALBUMS_GONE)));
  }

  @Test
  void albumThatGrewIsFetchedAgain() {
    world.fixListing();
    world.releases(TODAY);
    world.tracks(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(5).albumId();
    LocalDate next = TODAY.plusDays(1);
    world.clock.advance(Duration.ofDays(1));
    world.releases(next);
    listMore(next, album, 1);
    world.takeApiRequests();
    world.tracks(next);
    assertEquals(Set.of(album), askedFor());
  }

  @Test
  void missingReleasesNamesTheStageToRun() {
    StageException refused = assertThrows(StageException.class, () -> world.tracks(TODAY));
    assertEquals(StageFailureReason.INPUT_MISSING, refused.reason());
    assertTrue(
        Objects.toString(refused.getMessage()).contains("extract-releases --date 2026-11-20"));
  }

  @Test
  void tracksOfAHistoricalCaptureAreMarkedHistorical() {
    LocalDate past = LocalDate.of(2024, 1, 1);
    world.releases(past);
    StageOutput taken = world.tracks(past);
    assertTrue(taken.capture().late());
    assertEquals("search_by_date", taken.capture().source());
    assertEquals(truth(albums(past)), shown(tracks(past)));
  }

  @Test
  void emptyListingGivesAnEmptyTracksPartition() {
    LocalDate past = LocalDate.of(2024, 1, 1);
    world.releases(past, new EmptySpotify());
    assertTrue(world.tracks(past).changed());
    assertEquals(List.of(), tracks(past));
    assertEquals(List.of(), world.takeApiRequests());
  }
}
