package pipeline.extract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pipeline.spotify.AlbumTracks;
import pipeline.spotify.LazySpotify;
import pipeline.spotify.SpotifyException;

/** Fetches albums' tracks, several calls at a time, by twenty albums a call where the app may. */
final class TrackFetch implements AutoCloseable {
  static final int THREADS = 8;

  private static final int BATCH = 20;

  private final LazySpotify spotify;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "tracks");
            thread.setDaemon(true);
            return thread;
          });
  private final List<String> batch = new ArrayList<>();
  private final List<CompletableFuture<AlbumTracks>> promised = new ArrayList<>();

  TrackFetch(LazySpotify spotify) {
    this.spotify = spotify;
  }

  /** The tracks to be; nothing is asked for until a batch is full or {@link #flush} is called. */
  CompletableFuture<AlbumTracks> fetch(String albumId) {
    CompletableFuture<AlbumTracks> tracks = new CompletableFuture<>();
    batch.add(albumId);
    promised.add(tracks);
    if (batch.size() >= (spotify.get().batches() ? BATCH : 1)) {
      flush();
    }
    return tracks;
  }

  void flush() {
    if (batch.isEmpty()) {
      return;
    }
    List<String> ids = List.copyOf(batch);
    List<CompletableFuture<AlbumTracks>> futures = List.copyOf(promised);
    batch.clear();
    promised.clear();
    threads.execute(() -> ask(ids, futures));
  }

  private void ask(List<String> ids, List<CompletableFuture<AlbumTracks>> futures) {
    try {
      List<AlbumTracks> tracks =
          ids.size() == 1 ? List.of(spotify.get().tracks(ids.get(0))) : spotify.get().tracks(ids);
      for (int i = 0; i < futures.size(); i++) {
        futures.get(i).complete(tracks.get(i));
      }
    } catch (SpotifyException refused) {
      if (ids.size() > 1 && refused.kind() == SpotifyException.Kind.FORBIDDEN) {
        askForEach(ids, futures);
      } else {
        fail(futures, refused);
      }
    } catch (Throwable failed) {
      fail(futures, failed);
    }
  }

  /** The app may not ask for several: this was the call that found it out, or came too late. */
  private void askForEach(List<String> ids, List<CompletableFuture<AlbumTracks>> futures) {
    for (int i = 0; i < ids.size(); i++) {
      List<String> id = List.of(ids.get(i));
      List<CompletableFuture<AlbumTracks>> future = List.of(futures.get(i));
      try {
        threads.execute(() -> ask(id, future));
      } catch (RejectedExecutionException closed) {
        fail(future, closed); // The run has failed meanwhile: nobody waits for these.
      }
    }
  }

  private static void fail(List<CompletableFuture<AlbumTracks>> futures, Throwable failed) {
    futures.forEach(future -> future.completeExceptionally(failed));
  }

  /** Waits no longer than this; true where the tracks are there, or will not come. */
  static boolean isDone(CompletableFuture<AlbumTracks> tracks, Duration patience) {
    try {
      tracks.get(patience.toMillis(), TimeUnit.MILLISECONDS);
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
  static AlbumTracks get(CompletableFuture<AlbumTracks> tracks) {
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
    return new SpotifyException(SpotifyException.Kind.INTERRUPTED, "stopped");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
