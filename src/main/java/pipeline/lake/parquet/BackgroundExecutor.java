package pipeline.lake.parquet;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * An executor with one additional thread. The first task starts the thread, which runs the tasks in
 * their order.
 */
public final class BackgroundExecutor implements AutoCloseable {
  /**
   * The number of rows per task. Passing a single row to another thread costs more than processing
   * the row.
   */
  public static final int BATCH_SIZE = 1024;

  /** The default timeout of {@link #close}, in seconds. */
  private static final int CLOSE_TIMEOUT_SECONDS = 300;

  private final int closeTimeout;
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
   * Creates an executor.
   *
   * @param closeTimeout the longest wait for the thread in {@link #close}, in seconds
   */
  public BackgroundExecutor(int closeTimeout) {
    this.closeTimeout = closeTimeout;
  }

  <T> Future<T> submit(Callable<T> work) {
    return thread.submit(work);
  }

  /**
   * Waits for a task and returns its result, or throws its failure.
   *
   * @throws IllegalStateException if the waiting thread is interrupted
   */
  public static <T> T await(Future<T> future) {
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
   * Waits for the submitted tasks, because they use resources that are closed next. A task can take
   * as long as a slow response of S3. The thread is not interrupted, because an interrupt would
   * close the file that the thread writes.
   *
   * @throws IllegalStateException if the tasks do not end before the timeout
   */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    for (int second = 0; !thread.isTerminated(); second++) {
      if (second == closeTimeout) {
        throw new IllegalStateException("background thread does not end");
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
