package pipeline.extract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.InterruptibleWaits;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;

/**
 * A fetcher of the tracks of albums. The fetcher sends several requests at the same time. A request
 * fetches up to {@link SpotifyApi#BATCH_SIZE} albums if the app may use batch requests, otherwise
 * one album.
 *
 * <p>Albums are fetched in the order in which they were requested, even if single requests replace
 * a batch. The tracks are written in this order, so an album that is fetched too early waits in
 * memory.
 */
final class TrackFetcher implements AutoCloseable {
  static final int THREADS = 8;

  private static final int MAX_FINISH_SECONDS = 60;

  private final LazySpotify spotify;
  private final ThreadPoolExecutor threads =
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

  /**
   * A requested album.
   *
   * @param number the number of albums that were requested before it
   * @param pages the expected number of pages of tracks
   */
  private record PendingAlbum(
      int number, String albumId, int pages, CompletableFuture<AlbumTracks> tracks) {}

  /**
   * Albums to fetch with one request. Batches are sorted by the number of their first album, so
   * that the albums requested first are fetched first.
   */
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
      try {
        List<AlbumTracks> tracks =
            albums.size() == 1
                ? List.of(spotify.get().tracks(albums.get(0).albumId(), albums.get(0).pages()))
                : spotify
                    .get()
                    .tracks(albums.stream().map(PendingAlbum::albumId).toList(), batchCalls());
        for (int i = 0; i < albums.size(); i++) {
          albums.get(i).tracks().complete(tracks.get(i));
        }
      } catch (SpotifyException refused) {
        if (albums.size() > 1 && mayFetchIndividually(refused)) {
          fetchIndividually();
        } else {
          fail(albums, refused);
        }
      } catch (Throwable failed) {
        fail(albums, failed);
      }
    }

    /**
     * Returns the expected number of calls: one for the first pages of all albums, and one for each
     * further page.
     */
    private int batchCalls() {
      return 1 + albums.stream().mapToInt(album -> album.pages() - 1).sum();
    }

    private void fetchIndividually() {
      for (PendingAlbum album : albums) {
        try {
          threads.execute(new FetchBatch(List.of(album)));
        } catch (RejectedExecutionException closed) {
          fail(List.of(album), closed); // The run has already failed.
        }
      }
    }
  }

  /**
   * Returns whether requests for single albums can succeed although the batch request was refused.
   * This is the case if Spotify refused only the batch or one of its ids.
   */
  private static boolean mayFetchIndividually(SpotifyException refused) {
    return switch (refused.kind()) {
      case FORBIDDEN, NOT_FOUND, NO_SERVICE -> true;
      default -> false;
    };
  }

  private static void fail(List<PendingAlbum> albums, Throwable failed) {
    albums.forEach(album -> album.tracks().completeExceptionally(failed));
  }

  /**
   * Returns the future tracks of an album. The request is sent when the batch is full, or when
   * {@link #flush} is called.
   *
   * @param totalTracks the number of tracks that the listing states, or null
   */
  CompletableFuture<AlbumTracks> fetch(String albumId, @Nullable Integer totalTracks) {
    int pages =
        totalTracks == null
            ? 1
            : Math.max(1, (totalTracks + SpotifyApi.MAX_PAGE_SIZE - 1) / SpotifyApi.MAX_PAGE_SIZE);
    PendingAlbum album = new PendingAlbum(nextNumber++, albumId, pages, new CompletableFuture<>());
    batch.add(album);
    if (batch.size() >= (spotify.get().mayFetchBatches() ? SpotifyApi.BATCH_SIZE : 1)) {
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

  /**
   * Waits until the request for the tracks has succeeded or failed, and returns true. Returns false
   * if the request is still running after the timeout.
   */
  static boolean isDone(CompletableFuture<AlbumTracks> tracks, Duration timeout) {
    try {
      tracks.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException failed) {
      return true;
    } catch (InterruptedException stopped) {
      throw InterruptibleWaits.interruption(stopped);
    }
  }

  /**
   * Drops the requests that have not started, and waits up to 60 s for the running requests to end.
   * Without this wait, calls that already count toward the daily quota would bring no tracks.
   */
  void finishRunning() {
    threads.getQueue().clear();
    threads.shutdown();
    try {
      boolean unused = threads.awaitTermination(MAX_FINISH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      throw InterruptibleWaits.interruption(stopped);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
