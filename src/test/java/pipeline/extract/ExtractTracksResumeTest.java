package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.store.LakeException;
import pipeline.simulator.options.QuotaMode;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.ProgressListener;
import pipeline.tables.stage.StageException;

/** Checks that a run resumes from the checkpoints of a failed or stopped run. */
class ExtractTracksResumeTest extends ExtractTracksFixture {
  @Test
  void albumsFetchedBeforeAFailureAreNotFetchedAgain() {
    harness.setApp(QuotaMode.DEVELOPMENT).extractReleases(TODAY);
    String album = harness.rows(RawRelease.TABLE, TODAY).get(60).albumId();
    harness.setFaults("premium-needed:path=/v1/albums/" + album);
    harness.takeApiRequests();
    assertThrows(SpotifyException.class, () -> harness.extractTracks(TODAY));
    Set<String> before = albumsRequestedAlone();
    before.remove(album);
    assertTrue(before.size() >= 60, "fetched before: " + before.size());
    assertTrue(harness.lake().find(RawTrack.TABLE, TODAY).isEmpty());

    harness.setFaults();
    harness.extractTracks(TODAY);
    Set<String> again = albumsRequestedAlone();
    assertTrue(again.contains(album));
    again.retainAll(before);
    assertTrue(again.size() <= MAX_IN_FLIGHT, () -> "requested again: " + again);
    assertEquals(expectedTracks(albums(TODAY)), describe(tracks(TODAY)));
    assertEquals(Map.of(), harness.digests("work"));
  }

  /**
   * An album whose total changed while it was read may have as many rows as its total, although a
   * track is missing.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void incompleteAlbumsAreFetchedAgainByTheNextRun(boolean allowPartial) {
    harness.extractReleases(TODAY);
    SpotifyApi moving =
        new EmptySpotify() {
          @Override
          public AlbumTracks tracks(String albumId, int calls) {
            return SingleTrack.create(
                albumId, AlbumTracks.TrackListState.INCOMPLETE, "its total moved from 2 to 1");
          }
        };
    if (allowPartial) {
      assertTrue(harness.extractTracks(TODAY, moving, true).capture().partial());
    } else {
      assertThrows(StageException.class, () -> harness.extractTracks(TODAY, moving, false));
    }
    harness.takeApiRequests();

    assertFalse(harness.extractTracks(TODAY).capture().partial());
    assertEquals(albums(TODAY), requestedAlbums());
    assertEquals(expectedTracks(albums(TODAY)), describe(tracks(TODAY)));
  }

  /** Each attempt of a run writes its checkpoints to a folder of its own. */
  @Test
  void replacedInputDoesNotRepeatRequests() {
    harness.setApp(QuotaMode.DEVELOPMENT).extractReleases(TODAY);
    String album = harness.rows(RawRelease.TABLE, TODAY).get(60).albumId();
    harness.setFaults("premium-needed:path=/v1/albums/" + album);
    harness.takeApiRequests();
    AtomicBoolean replaced = new AtomicBoolean();
    ProgressListener meter =
        (done, total) -> {
          if (done == 40 && !replaced.getAndSet(true)) {
            throw new LakeException(LakeException.LakeErrorKind.REPLACED, "by a concurrent run");
          }
        };
    assertThrows(SpotifyException.class, () -> harness.extractTracks(TODAY, meter));
    assertTrue(replaced.get());
    Set<String> before = albumsRequestedAlone();
    before.remove(album);

    harness.setFaults();
    harness.extractTracks(TODAY);
    Set<String> again = albumsRequestedAlone();
    again.retainAll(before);
    assertTrue(again.size() <= 2 * MAX_IN_FLIGHT, () -> "requested again: " + again);
    assertEquals(expectedTracks(albums(TODAY)), describe(tracks(TODAY)));
  }

  @Test
  void albumThatGrewSinceAFailedRunIsFetchedAgain() {
    harness.setApp(QuotaMode.DEVELOPMENT).extractReleases(TODAY);
    String album = harness.rows(RawRelease.TABLE, TODAY).get(0).albumId();
    harness.setFaults("quota-exceeded:after=9,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> harness.extractTracks(TODAY));
    endQuota();
    harness.clock.advance(Duration.ofHours(1));
    increaseTotal(TODAY, album, 1);
    harness.takeApiRequests();
    harness.extractTracks(TODAY);
    Set<String> requested = requestedAlbums();
    assertTrue(requested.contains(album), "its tracks were not requested again");
    assertTrue(requested.size() < albums(TODAY).size(), "all were requested again");
  }

  /** Removes the fault, and the state of the quota that the run before has stored. */
  private void endQuota() {
    harness.setFaults().deleteFact("block");
    harness.deleteFact("quota.albums");
  }

  @Test
  void publicationDeletesTheCheckpoints() {
    harness.setApp(QuotaMode.DEVELOPMENT).extractReleases(TODAY);
    harness.setFaults("quota-exceeded:after=9,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> harness.extractTracks(TODAY));
    assertFalse(harness.digests("work/extract-tracks").isEmpty());
    endQuota();
    harness.extractTracks(TODAY);
    assertTrue(harness.digests("work/extract-tracks").isEmpty());
  }

  @Test
  void resumedRunPublishesTheSameRowsAsAnUninterruptedOne() {
    harness.setApp(QuotaMode.DEVELOPMENT).extractReleases(TODAY);
    harness.extractTracks(TODAY);
    String uninterrupted = harness.partition(RawTrack.TABLE, TODAY).footer().contentHash();
    harness.delete("raw/tracks");
    harness.setFaults("quota-exceeded:after=9,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> harness.extractTracks(TODAY));
    endQuota();
    harness.extractTracks(TODAY);
    assertEquals(uninterrupted, harness.partition(RawTrack.TABLE, TODAY).footer().contentHash());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void damagedCheckpointIsFetchedAgain(boolean spoiltWithin) throws IOException {
    harness.setApp(QuotaMode.DEVELOPMENT).extractReleases(TODAY);
    harness.setFaults("quota-exceeded:after=12,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> harness.extractTracks(TODAY));
    Set<String> checkpoints = harness.digests("work/extract-tracks").keySet();
    assertFalse(checkpoints.isEmpty());
    for (String file : checkpoints) {
      if (spoiltWithin) {
        damageRows(folder.resolve(file));
      } else {
        Files.writeString(folder.resolve(file), "no Parquet");
      }
    }
    endQuota();
    harness.takeApiRequests();
    assertTrue(harness.extractTracks(TODAY).changed());
    assertEquals(albums(TODAY), requestedAlbums());
    assertEquals(expectedTracks(albums(TODAY)), describe(tracks(TODAY)));
    assertEquals(Set.of(), harness.digests("work/extract-tracks").keySet());
  }
}
