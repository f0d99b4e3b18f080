package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import pipeline.spotify.AlbumTracks;
import pipeline.spotify.LazySpotify;
import pipeline.spotify.SpotifyException;

/** The order in which albums are asked for. */
class TrackFetchTest {
  private static final int ALBUMS = 200;

  /**
   * As an app in Development Mode has it: batches are refused, that of the first album last. Each
   * single call waits until it may be answered.
   */
  private static final class SinglesOnly extends EmptySpotify {
    private final CountDownLatch allWanted = new CountDownLatch(1);
    private final CountDownLatch othersRefused = new CountDownLatch(TrackFetch.THREADS - 1);
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore waiting = new Semaphore(0);
    private final Semaphore answered = new Semaphore(0);

    @Override
    public List<AlbumTracks> tracks(List<String> albumIds) {
      await(allWanted);
      if (albumIds.contains(album(0))) {
        await(othersRefused);
      }
      othersRefused.countDown();
      throw new SpotifyException(SpotifyException.Kind.FORBIDDEN, "no batches");
    }

    @Override
    public AlbumTracks tracks(String albumId) {
      asked.add(albumId);
      waiting.release();
      answered.acquireUninterruptibly();
      return super.tracks(albumId);
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException stop) {
        throw new IllegalStateException(stop);
      }
    }
  }

  private static String album(int number) {
    return "album-%03d".formatted(number);
  }

  @Test
  void whatWasWantedFirstIsAskedForFirstAlsoWhereItsBatchWasRefusedLast()
      throws InterruptedException {
    SinglesOnly spotify = new SinglesOnly();
    try (TrackFetch fetch = new TrackFetch(new LazySpotify(() -> spotify))) {
      List<CompletableFuture<AlbumTracks>> wanted = new ArrayList<>();
      for (int i = 0; i < ALBUMS; i++) {
        wanted.add(fetch.fetch(album(i)));
      }
      spotify.allWanted.countDown();
      spotify.waiting.acquire(TrackFetch.THREADS); // each thread has asked for one
      for (int i = TrackFetch.THREADS; i < ALBUMS; i++) {
        spotify.answered.release();
        spotify.waiting.acquire();
      }
      spotify.answered.release(TrackFetch.THREADS);
      for (int i = 0; i < ALBUMS; i++) {
        assertEquals(album(i), TrackFetch.get(wanted.get(i)).albumId());
      }
    }
    List<String> afterTheFirst = spotify.asked.subList(TrackFetch.THREADS, ALBUMS);
    assertEquals(afterTheFirst.stream().sorted().toList(), afterTheFirst);
  }
}
