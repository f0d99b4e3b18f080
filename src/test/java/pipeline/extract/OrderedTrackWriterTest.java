package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.PartitionWriter;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.LazySpotify;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.StageRun;
import pipeline.testing.PipelineHarness;
import pipeline.testing.golden.RowTemplate;

/** Checks how many albums wait for a slow album, and that earlier albums are in a checkpoint. */
class OrderedTrackWriterTest {
  private static final int ALBUMS = 1000;

  @TempDir private Path folder;
  private PipelineHarness harness;
  private StageRun run;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
    run = harness.run(PipelineHarness.TODAY);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** A Spotify with one track per album, which delays one album until an action ends. */
  private static final class DelayedAlbumSpotify extends EmptySpotify {
    private final String slow;
    private final Runnable until;

    DelayedAlbumSpotify(int slow, Runnable until) {
      this.slow = album(slow);
      this.until = until;
    }

    @Override
    public boolean mayFetchBatches() {
      return false;
    }

    @Override
    public AlbumTracks tracks(String albumId, int calls) {
      if (albumId.equals(slow)) {
        until.run();
      }
      return SingleTrack.create(albumId);
    }
  }

  private static String album(int number) {
    return "album-%04d".formatted(number);
  }

  private static RawRelease release(int number) {
    return new RowTemplate<>(RawRelease.TABLE, "album_id").row(album(number));
  }

  /** Adds albums and writes them; returns the number of rows. */
  private long rows(int albums, DelayedAlbumSpotify spotify, AtomicInteger added) {
    try (ReusableTracks reusable = new ReusableTracks(harness.clock.instant());
        TrackFetcher fetch = new TrackFetcher(new LazySpotify(() -> spotify));
        PartitionWriter<RawTrack> writer =
            harness.lake().openWriter(RawTrack.TABLE, PipelineHarness.TODAY)) {
      OrderedTrackWriter queue =
          new OrderedTrackWriter(
              reusable,
              fetch,
              writer,
              new AlbumIssues(1),
              new TrackCheckpoint(run),
              harness.clock.instant());
      for (int number = 0; number < albums; number++) {
        added.incrementAndGet();
        queue.add(release(number));
      }
      for (boolean more = true; more; ) {
        more = queue.writeNext();
      }
      assertEquals(albums, queue.written());
      return writer.rows();
    }
  }

  @Test
  void atMostFourHundredAlbumsWaitForASlowOne() {
    Thread adding = Thread.currentThread();
    AtomicInteger added = new AtomicInteger();
    AtomicInteger addedAlbums = new AtomicInteger();
    Runnable awaitFullQueue =
        () -> {
          while (added.get() < ALBUMS && adding.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
          addedAlbums.set(added.get());
        };

    assertEquals(ALBUMS, rows(ALBUMS, new DelayedAlbumSpotify(0, awaitFullQueue), added));

    assertEquals(400 + 1, addedAlbums.get(), "the slow album and those after it");
  }

  /**
   * Even with a slow album, a killed run must not lose the results of requests older than five
   * seconds.
   */
  @Test
  void checkpointIsWrittenWhileASlowAlbumIsAwaited() {
    Runnable awaitCheckpoint =
        () -> {
          while (harness.lake().store().list("work/extract-tracks/").isEmpty()) {
            harness.clock.advance(Duration.ofSeconds(1));
            Thread.onSpinWait();
          }
        };

    assertEquals(2, rows(2, new DelayedAlbumSpotify(1, awaitCheckpoint), new AtomicInteger()));
  }
}
