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
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.ThreadResults;

/** The order in which albums are asked for. */
class TrackFetcherTest {
  private static final int ALBUMS = 200;

  /**
   * As an app in Development Mode has it: batches are refused, that of the first album last. Each
   * single call waits until it may be answered.
   */
  private static final class DevelopmentModeSpotify extends EmptySpotify {
    private final CountDownLatch allWanted = new CountDownLatch(1);
    private final CountDownLatch othersRefused = new CountDownLatch(TrackFetcher.THREADS - 1);
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
      throw new SpotifyException(SpotifyException.SpotifyErrorKind.FORBIDDEN, "no batches");
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
  void refusedBatchesAreFetchedInRequestOrder() throws InterruptedException {
    DevelopmentModeSpotify spotify = new DevelopmentModeSpotify();
    try (TrackFetcher fetch = new TrackFetcher(new LazySpotify(() -> spotify))) {
      List<CompletableFuture<AlbumTracks>> wanted = new ArrayList<>();
      for (int i = 0; i < ALBUMS; i++) {
        wanted.add(fetch.fetch(album(i)));
      }
      spotify.allWanted.countDown();
      spotify.waiting.acquire(TrackFetcher.THREADS); // each thread has asked for one
      for (int i = TrackFetcher.THREADS; i < ALBUMS; i++) {
        spotify.answered.release();
        spotify.waiting.acquire();
      }
      spotify.answered.release(TrackFetcher.THREADS);
      for (int i = 0; i < ALBUMS; i++) {
        assertEquals(album(i), ThreadResults.await(wanted.get(i)).albumId());
      }
    }
    List<String> afterTheFirst = spotify.asked.subList(TrackFetcher.THREADS, ALBUMS);
    assertEquals(afterTheFirst.stream().sorted().toList(), afterTheFirst);
  }

  /** A batch that fails with this as soon as it may. */
  private static final class FailingBatch extends EmptySpotify {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Semaphore mayFail = new Semaphore(0);
    private final Throwable failure;

    FailingBatch(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public List<AlbumTracks> tracks(List<String> albumIds) {
      asked.countDown();
      mayFail.acquireUninterruptibly();
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
  }

  private static List<CompletableFuture<AlbumTracks>> two(TrackFetcher fetch) {
    List<CompletableFuture<AlbumTracks>> two =
        List.of(fetch.fetch(album(0)), fetch.fetch(album(1)));
    fetch.flush();
    return two;
  }

  @Test
  void otherFailuresReachEveryAlbumOfABatch() {
    SpotifyException down =
        new SpotifyException(SpotifyException.SpotifyErrorKind.INCOMPLETE, "cut");
    FailingBatch spotify = new FailingBatch(down);
    spotify.mayFail.release();
    try (TrackFetcher fetch = new TrackFetcher(new LazySpotify(() -> spotify))) {
      for (CompletableFuture<AlbumTracks> wanted : two(fetch)) {
        assertSame(down, assertThrows(SpotifyException.class, () -> ThreadResults.await(wanted)));
        assertTrue(TrackFetcher.isDone(wanted, Duration.ZERO), "nothing more will come");
      }
    }
  }

  @Test
  void errorOfARequestReachesTheCaller() {
    Error full = new OutOfMemoryError("no more");
    FailingBatch spotify = new FailingBatch(full);
    spotify.mayFail.release();
    try (TrackFetcher fetch = new TrackFetcher(new LazySpotify(() -> spotify))) {
      CompletableFuture<AlbumTracks> wanted = two(fetch).get(0);
      assertSame(
          full,
          assertThrows(IllegalStateException.class, () -> ThreadResults.await(wanted)).getCause());
    }
  }

  @Test
  void batchRefusedAfterCloseSendsNoFurtherRequest() throws InterruptedException {
    FailingBatch spotify =
        new FailingBatch(
            new SpotifyException(SpotifyException.SpotifyErrorKind.FORBIDDEN, "no batches"));
    TrackFetcher fetch = new TrackFetcher(new LazySpotify(() -> spotify));
    List<CompletableFuture<AlbumTracks>> wanted = two(fetch);
    spotify.asked.await();
    fetch.close();
    spotify.mayFail.release();
    for (CompletableFuture<AlbumTracks> album : wanted) {
      assertThrows(RejectedExecutionException.class, () -> ThreadResults.await(album));
    }
  }

  @Test
  void interruptedWaitKeepsTheInterruptFlag() {
    CompletableFuture<AlbumTracks> never = new CompletableFuture<>();
    Thread.currentThread().interrupt();
    assertStopped(() -> ThreadResults.await(never));
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
