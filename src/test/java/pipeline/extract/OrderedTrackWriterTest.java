package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/** How many albums wait for one that is late, and what becomes of what was written before it. */
class OrderedTrackWriterTest {
  private static final int ALBUMS = 1000;

  @TempDir private Path folder;
  private PipelineHarness world;
  private StageRun run;

  @BeforeEach
  void open() {
    world = new PipelineHarness(folder);
    run = world.run(PipelineHarness.TODAY);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** One track an album; that of one of them comes once something has happened. */
  private static final class DelayedAlbumSpotify extends EmptySpotify {
    private final String late;
    private final Runnable until;

    DelayedAlbumSpotify(int late, Runnable until) {
      this.late = album(late);
      this.until = until;
    }

    @Override
    public boolean mayFetchBatches() {
      return false;
    }

    @Override
    public AlbumTracks tracks(String albumId) {
      if (albumId.equals(late)) {
        until.run();
      }
      return SingleTrack.create(albumId);
    }
  }

  private static String album(int number) {
    return "album-%04d".formatted(number);
  }

  private static RawRelease release(int number) {
    return new RawRelease(
        album(number),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null);
  }

  /** Adds albums and writes them; gives the rows of the table. */
  private long rows(int albums, DelayedAlbumSpotify spotify, AtomicInteger added) {
    try (ReusableTracks copies = new ReusableTracks(world.clock.instant());
        TrackFetcher fetch = new TrackFetcher(new LazySpotify(() -> spotify));
        PartitionWriter<RawTrack> draft =
            world.lake().openWriter(RawTrack.TABLE, PipelineHarness.TODAY)) {
      OrderedTrackWriter queue =
          new OrderedTrackWriter(
              copies,
              fetch,
              draft,
              new AlbumIssues(1),
              new TrackCheckpoint(run),
              world.clock.instant());
      for (int number = 0; number < albums; number++) {
        added.incrementAndGet();
        queue.add(release(number));
      }
      for (boolean more = true; more; ) {
        more = queue.writeNext();
      }
      assertEquals(albums, queue.written());
      return draft.rows();
    }
  }

  @Test
  void atMostFourHundredAlbumsWaitForASlowOne() {
    Thread adding = Thread.currentThread();
    AtomicInteger added = new AtomicInteger();
    AtomicInteger whenItWaits = new AtomicInteger();
    Runnable untilItWaits =
        () -> {
          while (added.get() < ALBUMS && adding.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
          whenItWaits.set(added.get());
        };

    assertEquals(ALBUMS, rows(ALBUMS, new DelayedAlbumSpotify(0, untilItWaits), added));

    assertEquals(400 + 1, whenItWaits.get(), "the late one and those behind it");
  }

  /** So that a kill loses no more than five seconds' calls, however late the next one is. */
  @Test
  void checkpointIsWrittenWhileASlowAlbumIsAwaited() {
    Runnable untilItIsKept =
        () -> {
          while (world.lake().store().list("work/extract-tracks/").isEmpty()) {
            world.clock.advance(Duration.ofSeconds(1));
            Thread.onSpinWait();
          }
        };

    assertEquals(2, rows(2, new DelayedAlbumSpotify(1, untilItIsKept), new AtomicInteger()));
  }
}
