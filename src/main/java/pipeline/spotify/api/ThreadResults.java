package pipeline.spotify.api;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;

/** Waits for the results of other threads. */
public final class ThreadResults {
  private ThreadResults() {}

  /**
   * Returns the result of another thread, or throws the exception that the thread threw.
   *
   * @throws SpotifyException INTERRUPTED if this thread is interrupted while it waits
   */
  public static <T> T await(Future<T> result) {
    try {
      return result.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      throw interruption(stopped);
    }
  }

  /** Returns the exception for an interrupted wait, and sets the thread's interrupt flag again. */
  public static SpotifyException interruption(Exception cause) {
    Thread.currentThread().interrupt();
    return new SpotifyException(
        SpotifyErrorKind.INTERRUPTED, "stopped while waiting for Spotify", cause);
  }
}
