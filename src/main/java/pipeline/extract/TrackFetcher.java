package pipeline.extract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.SpotifyException;

/**
 * Fetches albums' tracks, several calls at a time, by twenty albums a call where the app may. What
 * was wanted first is asked for first, also where a batch turns out to be so many single calls: the
 * albums are written in their order, and those behind one that is late stay in memory.
 */
final class TrackFetcher implements AutoCloseable {
  static final int THREADS = 8;

  private static final int BATCH_SIZE = 20;

  private final LazySpotify spotify;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new PriorityBlockingQueue<>(),
          work -> {
            Thread thread = new Thread(work, "tracks");
            thread.setDaemon(true);
            return thread;
          });
  private final List<PendingAlbum> batch = new ArrayList<>();
  private int nextNumber;

  TrackFetcher(LazySpotify spotify) {
    this.spotify = spotify;
  }

  /** An album whose tracks somebody waits for, and how many were wanted before it. */
  private record PendingAlbum(int number, String albumId, CompletableFuture<AlbumTracks> tracks) {}

  /** What is asked for in one go, in the order in which it was wanted. */
  private final class FetchBatch implements Runnable, Comparable<FetchBatch> {
    private final List<PendingAlbum> albums;

    FetchBatch(List<PendingAlbum> albums) {
      this.albums = albums;
    }

    @Override
    public int compareTo(FetchBatch other) {
      return Integer.compare(albums.get(0).number(), other.albums.get(0).number());
    }

    @Override
    public void run() {
      fetchBatch(albums);
    }
  }

  /** The tracks to be; nothing is asked for until a batch is full or {@link #flush} is called. */
  CompletableFuture<AlbumTracks> fetch(String albumId) {
    PendingAlbum album = new PendingAlbum(nextNumber++, albumId, new CompletableFuture<>());
    batch.add(album);
    if (batch.size() >= (spotify.get().mayFetchBatches() ? BATCH_SIZE : 1)) {
      flush();
    }
    return album.tracks();
  }

  void flush() {
    if (!batch.isEmpty()) {
      threads.execute(new FetchBatch(List.copyOf(batch)));
      batch.clear();
    }
  }

  private void fetchBatch(List<PendingAlbum> albums) {
    try {
      List<AlbumTracks> tracks =
          albums.size() == 1
              ? List.of(spotify.get().tracks(albums.get(0).albumId()))
              : spotify.get().tracks(albums.stream().map(PendingAlbum::albumId).toList());
      for (int i = 0; i < albums.size(); i++) {
        albums.get(i).tracks().complete(tracks.get(i));
      }
    } catch (SpotifyException refused) {
      if (albums.size() > 1 && isOfBatch(refused)) {
        fetchIndividually(albums);
      } else {
        fail(albums, refused);
      }
    } catch (Throwable failed) {
      fail(albums, failed);
    }
  }

  /** Returns whether single calls may succeed: batches are forbidden or gone, or an id is odd. */
  private static boolean isOfBatch(SpotifyException refused) {
    return switch (refused.kind()) {
      case FORBIDDEN, NOT_FOUND, NO_SERVICE -> true;
      default -> false;
    };
  }

  private void fetchIndividually(List<PendingAlbum> albums) {
    for (PendingAlbum album : albums) {
      try {
        threads.execute(new FetchBatch(List.of(album)));
      } catch (RejectedExecutionException closed) {
        fail(List.of(album), closed); // The run has failed meanwhile: nobody waits for these.
      }
    }
  }

  private static void fail(List<PendingAlbum> albums, Throwable failed) {
    albums.forEach(album -> album.tracks().completeExceptionally(failed));
  }

  /** Waits no longer than this; true where the tracks are there, or will not come. */
  static boolean isDone(CompletableFuture<AlbumTracks> tracks, Duration timeout) {
    try {
      tracks.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException failed) {
      return true;
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
  }

  /** Waits for the tracks, and gives the reason as it was thrown where they do not come. */
  static AlbumTracks join(CompletableFuture<AlbumTracks> tracks) {
    try {
      return tracks.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
  }

  private static SpotifyException interrupted() {
    Thread.currentThread().interrupt();
    return new SpotifyException(SpotifyException.SpotifyErrorKind.INTERRUPTED, "stopped");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
