package pipeline.lake.parquet;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One thread beside the one that works on rows, started by the first work. What it is given is done
 * in that order.
 */
public final class BackgroundExecutor implements AutoCloseable {
  /** So many rows are handed over at once: handing over each costs more than its work. */
  public static final int BATCH_SIZE = 1024;

  /** In seconds. */
  private static final int CLOSE_TIMEOUT_SECONDS = 300;

  private final int patience;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "rows");
            thread.setDaemon(true);
            return thread;
          });

  public BackgroundExecutor() {
    this(CLOSE_TIMEOUT_SECONDS);
  }

  /**
   * A thread that is waited for no longer than this when it is closed.
   *
   * @param patience in seconds
   */
  public BackgroundExecutor(int patience) {
    this.patience = patience;
  }

  <T> Future<T> submit(Callable<T> work) {
    return thread.submit(work);
  }

  /** What came of it; what it threw is thrown here. */
  static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (failed.getCause() instanceof Error known) {
        throw known;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", stopped);
    }
  }

  /**
   * Waits for what is being done: it uses what is closed next. Who reads from S3 just now may take
   * as long as an answer may. Nothing is interrupted, for that would close a file under its writer.
   */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    for (int second = 0; !thread.isTerminated(); second++) {
      if (second == patience) {
        throw new IllegalStateException("a thread beside does not end");
      }
      try {
        thread.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException stopped) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
