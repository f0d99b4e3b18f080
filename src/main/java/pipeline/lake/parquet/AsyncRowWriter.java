package pipeline.lake.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Rows that are written on another thread, behind the one that makes them. The first ones are
 * written at once: a small table needs no thread, and who waits for its rows has the time.
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

  public AsyncRowWriter(Consumer<R> writer, BackgroundExecutor beside) {
    this.writer = writer;
    this.executor = beside;
  }

  /** What an earlier row threw may be thrown here. */
  public void add(R row) {
    if (directCount < BackgroundExecutor.BATCH_SIZE) {
      directCount++;
      writer.accept(row);
      return;
    }
    batch.add(row);
    if (batch.size() == BackgroundExecutor.BATCH_SIZE) {
      BackgroundExecutor.await(pending); // no more than one behind: rows take memory
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

  /** Once, after the last row: all are written when it returns. */
  public void finish() {
    BackgroundExecutor.await(pending);
    batch.forEach(writer);
  }

  @Override
  public void close() {
    executor.close();
  }
}
