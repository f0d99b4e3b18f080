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

/** Checks that a run resumes from the checkpoints of a failed or stopped one. */
class ExtractTracksResumeTest extends ExtractTracksFixture {
  @Test
  void albumsFetchedBeforeAFailureAreNotFetchedAgain() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(60).albumId();
    world.faults("premium-needed:path=/v1/albums/" + album);
    world.takeApiRequests();
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY));
    Set<String> before = askedForAlone();
    before.remove(album);
    assertTrue(before.size() >= 60, "fetched before: " + before.size());
    assertTrue(world.lake().find(RawTrack.TABLE, TODAY).isEmpty());

    world.faults();
    world.tracks(TODAY);
    Set<String> again = askedForAlone();
    assertTrue(again.contains(album));
    again.retainAll(before);
    assertTrue(again.size() <= UNDER_WAY, () -> "asked again: " + again);
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
    assertEquals(Map.of(), world.digests("work"));
  }

  /**
   * An album whose total moved while it was read may have as many rows as that, with one passed
   * over.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void incompleteAlbumsAreFetchedAgainByTheNextRun(boolean allowPartial) {
    world.releases(TODAY);
    SpotifyApi moving =
        new EmptySpotify() {
          @Override
          public AlbumTracks tracks(String albumId) {
            return SingleTrack.create(
                albumId, AlbumTracks.TrackListState.INCOMPLETE, "its total moved from 2 to 1");
          }
        };
    if (allowPartial) {
      assertTrue(world.tracks(TODAY, moving, true).capture().partial());
    } else {
      assertThrows(StageException.class, () -> world.tracks(TODAY, moving, false));
    }
    world.takeApiRequests();

    assertFalse(world.tracks(TODAY).capture().partial());
    assertEquals(albums(TODAY), askedFor());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
  }

  /** A run that starts over writes beside what it left before, not over it. */
  @Test
  void replacedInputDoesNotRepeatRequests() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(60).albumId();
    world.faults("premium-needed:path=/v1/albums/" + album);
    world.takeApiRequests();
    AtomicBoolean replaced = new AtomicBoolean();
    ProgressListener meter =
        (done, total) -> {
          if (done == 40 && !replaced.getAndSet(true)) {
            throw new LakeException(LakeException.LakeErrorKind.REPLACED, "by a twin");
          }
        };
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY, meter));
    assertTrue(replaced.get());
    Set<String> before = askedForAlone();
    before.remove(album);

    world.faults();
    world.tracks(TODAY);
    Set<String> again = askedForAlone();
    again.retainAll(before);
    assertTrue(again.size() <= 2 * UNDER_WAY, () -> "asked again: " + again);
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
  }

  @Test
  void albumThatGrewSinceAFailedRunIsFetchedAgain() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    String album = world.rows(RawRelease.TABLE, TODAY).get(0).albumId();
    world.faults("quota-exceeded:after=9,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY));
    world.faults().forget("block");
    world.clock.advance(Duration.ofHours(1));
    listMore(TODAY, album, 1);
    world.takeApiRequests();
    world.tracks(TODAY);
    Set<String> asked = albumsAskedFor();
    assertTrue(asked.contains(album), "its tracks are those of an hour ago");
    assertTrue(asked.size() < albums(TODAY).size(), "asked again for all of them");
  }

  @Test
  void publicationDeletesTheCheckpoints() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    world.faults("quota-exceeded:after=9,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY));
    assertFalse(world.digests("work/extract-tracks").isEmpty());
    world.faults().forget("block");
    world.tracks(TODAY);
    assertTrue(world.digests("work/extract-tracks").isEmpty());
  }

  @Test
  void resumedRunPublishesTheSameRowsAsAnUninterruptedOne() {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    world.tracks(TODAY);
    String whole = world.partition(RawTrack.TABLE, TODAY).footer().contentHash();
    world.delete("raw/tracks");
    world.faults("quota-exceeded:after=9,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY));
    world.faults().forget("block");
    world.tracks(TODAY);
    assertEquals(whole, world.partition(RawTrack.TABLE, TODAY).footer().contentHash());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void damagedCheckpointIsFetchedAgain(boolean spoiltWithin) throws IOException {
    world.app(QuotaMode.DEVELOPMENT).releases(TODAY);
    world.faults("quota-exceeded:after=12,path=/v1/albums");
    assertThrows(SpotifyException.class, () -> world.tracks(TODAY));
    Set<String> left = world.digests("work/extract-tracks").keySet();
    assertFalse(left.isEmpty());
    for (String file : left) {
      if (spoiltWithin) {
        spoil(folder.resolve(file));
      } else {
        Files.writeString(folder.resolve(file), "no Parquet");
      }
    }
    world.faults().forget("block");
    world.takeApiRequests();
    assertTrue(world.tracks(TODAY).changed());
    assertEquals(albums(TODAY), albumsAskedFor());
    assertEquals(truth(albums(TODAY)), shown(tracks(TODAY)));
    assertEquals(Set.of(), world.digests("work/extract-tracks").keySet());
  }
}
