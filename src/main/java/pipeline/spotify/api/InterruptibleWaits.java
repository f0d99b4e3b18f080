package pipeline.spotify.api;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;

/** Waits for other threads. A wait ends with an exception if the current thread is interrupted. */
public final class InterruptibleWaits {
  private InterruptibleWaits() {}

  /**
   * Returns the result of another thread, or throws that thread's runtime exception.
   *
   * @throws SpotifyException INTERRUPTED if the current thread is interrupted
   * @throws IllegalStateException if the other thread failed with an error or a checked exception
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

  /**
   * Acquires a lock.
   *
   * @throws SpotifyException INTERRUPTED if the current thread is interrupted
   */
  public static void lock(Lock lock) {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException stop) {
      throw interruption(stop);
    }
  }

  /**
   * Returns the exception for an interrupted wait. Also restores the interrupt flag of the current
   * thread.
   */
  public static SpotifyException interruption(Exception cause) {
    Thread.currentThread().interrupt();
    return new SpotifyException(SpotifyErrorKind.INTERRUPTED, "interrupted while waiting", cause);
  }
}
