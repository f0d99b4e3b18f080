package pipeline.lake.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A writer that writes rows on another thread. The first 1,024 rows are written on the caller's
 * thread, because a small table does not need another thread.
 */
public final class AsyncRowWriter<R> implements AutoCloseable {
  private final Consumer<R> writer;
  private final BackgroundExecutor executor;
  private List<R> batch = new ArrayList<>();
  private Future<?> pending = CompletableFuture.completedFuture(null);
  private int directCount;

  AsyncRowWriter(Consumer<R> writer) {
    this(writer, new BackgroundExecutor());
  }

  public AsyncRowWriter(Consumer<R> writer, BackgroundExecutor executor) {
    this.writer = writer;
    this.executor = executor;
  }

  /** Writes a row. Can throw the failure of an earlier row. */
  public void add(R row) {
    if (directCount < BackgroundExecutor.BATCH_SIZE) {
      directCount++;
      writer.accept(row);
      return;
    }
    batch.add(row);
    if (batch.size() == BackgroundExecutor.BATCH_SIZE) {
      BackgroundExecutor.await(pending); // at most one submitted batch, to limit the memory
      List<R> full = batch;
      batch = new ArrayList<>();
      pending =
          executor.submit(
              () -> {
                full.forEach(writer);
                return null;
              });
    }
  }

  /**
   * Writes the remaining rows and waits until all rows are written. Call this method once, after
   * the last row.
   */
  public void finish() {
    BackgroundExecutor.await(pending);
    batch.forEach(writer);
  }

  @Override
  public void close() {
    executor.close();
  }
}
