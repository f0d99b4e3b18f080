package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.InterruptibleWaits;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.SpotifyException;

/** Checks the order in which albums are requested. */
class TrackFetcherTest {
  private static final int ALBUMS = 200;

  /**
   * A Spotify for an app in Development Mode. It refuses batches, and the first batch last. Each
   * single request waits for a permit of the test.
   */
  private static final class DevelopmentModeSpotify extends EmptySpotify {
    private final CountDownLatch allRequested = new CountDownLatch(1);
    private final CountDownLatch othersRefused = new CountDownLatch(TrackFetcher.THREADS - 1);
    private final List<String> requested = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore waiting = new Semaphore(0);
    private final Semaphore permits = new Semaphore(0);

    @Override
    public List<AlbumTracks> tracks(List<String> albumIds, int calls) {
      await(allRequested);
      if (albumIds.contains(album(0))) {
        await(othersRefused);
      }
      othersRefused.countDown();
      throw new SpotifyException(SpotifyException.SpotifyErrorKind.FORBIDDEN, "no batches");
    }

    @Override
    public AlbumTracks tracks(String albumId, int calls) {
      requested.add(albumId);
      waiting.release();
      permits.acquireUninterruptibly();
      return super.tracks(albumId, calls);
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
  void refusedBatchesAreFetchedInRequestOrder() throws InterruptedException {
    DevelopmentModeSpotify spotify = new DevelopmentModeSpotify();
    try (TrackFetcher fetcher = new TrackFetcher(new LazySpotify(() -> spotify))) {
      List<CompletableFuture<AlbumTracks>> futures = new ArrayList<>();
      for (int i = 0; i < ALBUMS; i++) {
        futures.add(fetcher.fetch(album(i), null));
      }
      spotify.allRequested.countDown();
      spotify.waiting.acquire(TrackFetcher.THREADS); // each thread has sent a request
      for (int i = TrackFetcher.THREADS; i < ALBUMS; i++) {
        spotify.permits.release();
        spotify.waiting.acquire();
      }
      spotify.permits.release(TrackFetcher.THREADS);
      for (int i = 0; i < ALBUMS; i++) {
        assertEquals(album(i), InterruptibleWaits.await(futures.get(i)).albumId());
      }
    }
    List<String> afterTheFirst = spotify.requested.subList(TrackFetcher.THREADS, ALBUMS);
    assertEquals(afterTheFirst.stream().sorted().toList(), afterTheFirst);
  }

  /** A Spotify whose batch waits for a permit and then fails. */
  private static final class FailingBatch extends EmptySpotify {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final Semaphore mayFail = new Semaphore(0);
    private final Throwable failure;

    FailingBatch(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public List<AlbumTracks> tracks(List<String> albumIds, int calls) {
      requested.countDown();
      mayFail.acquireUninterruptibly();
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
  }

  private static List<CompletableFuture<AlbumTracks>> fetchTwo(TrackFetcher fetcher) {
    List<CompletableFuture<AlbumTracks>> futures =
        List.of(fetcher.fetch(album(0), null), fetcher.fetch(album(1), null));
    fetcher.flush();
    return futures;
  }

  @Test
  void otherFailuresReachEveryAlbumOfABatch() {
    SpotifyException down =
        new SpotifyException(SpotifyException.SpotifyErrorKind.INCOMPLETE, "cut");
    FailingBatch spotify = new FailingBatch(down);
    spotify.mayFail.release();
    try (TrackFetcher fetcher = new TrackFetcher(new LazySpotify(() -> spotify))) {
      for (CompletableFuture<AlbumTracks> futures : fetchTwo(fetcher)) {
        assertSame(
            down, assertThrows(SpotifyException.class, () -> InterruptibleWaits.await(futures)));
        assertTrue(TrackFetcher.isDone(futures, Duration.ZERO), "failed is done");
      }
    }
  }

  @Test
  void errorOfARequestReachesTheCaller() {
    Error full = new OutOfMemoryError("no more");
    FailingBatch spotify = new FailingBatch(full);
    spotify.mayFail.release();
    try (TrackFetcher fetcher = new TrackFetcher(new LazySpotify(() -> spotify))) {
      CompletableFuture<AlbumTracks> futures = fetchTwo(fetcher).get(0);
      assertSame(
          full,
          assertThrows(IllegalStateException.class, () -> InterruptibleWaits.await(futures))
              .getCause());
    }
  }

  @Test
  void batchRefusedAfterCloseSendsNoFurtherRequest() throws InterruptedException {
    FailingBatch spotify =
        new FailingBatch(
            new SpotifyException(SpotifyException.SpotifyErrorKind.FORBIDDEN, "no batches"));
    TrackFetcher fetcher = new TrackFetcher(new LazySpotify(() -> spotify));
    List<CompletableFuture<AlbumTracks>> futures = fetchTwo(fetcher);
    spotify.requested.await();
    fetcher.close();
    spotify.mayFail.release();
    for (CompletableFuture<AlbumTracks> album : futures) {
      assertThrows(RejectedExecutionException.class, () -> InterruptibleWaits.await(album));
    }
  }

  @Test
  void interruptedWaitKeepsTheInterruptFlag() {
    CompletableFuture<AlbumTracks> never = new CompletableFuture<>();
    Thread.currentThread().interrupt();
    assertStopped(() -> InterruptibleWaits.await(never));
    assertStopped(() -> TrackFetcher.isDone(never, Duration.ofDays(1)));
    assertTrue(Thread.interrupted());
    assertFalse(TrackFetcher.isDone(never, Duration.ZERO));
  }

  private static void assertStopped(Executable waiting) {
    assertEquals(
        SpotifyException.SpotifyErrorKind.INTERRUPTED,
        assertThrows(SpotifyException.class, waiting).kind());
  }
}
