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
  private final Consumer<R> write;
  private final BackgroundExecutor beside;
  private List<R> batch = new ArrayList<>();
  private Future<?> begun = CompletableFuture.completedFuture(null);
  private int atOnce;

  AsyncRowWriter(Consumer<R> write) {
    this(write, new BackgroundExecutor());
  }

  public AsyncRowWriter(Consumer<R> write, BackgroundExecutor beside) {
    this.write = write;
    this.beside = beside;
  }

  /** What an earlier row threw may be thrown here. */
  public void add(R row) {
    if (atOnce < BackgroundExecutor.BATCH) {
      atOnce++;
      write.accept(row);
      return;
    }
    batch.add(row);
    if (batch.size() == BackgroundExecutor.BATCH) {
      BackgroundExecutor.result(begun); // no more than one behind: rows take memory
      List<R> full = batch;
      batch = new ArrayList<>();
      begun =
          beside.begin(
              () -> {
                full.forEach(write);
                return null;
              });
    }
  }

  /** Once, after the last row: all are written when it returns. */
  public void finish() {
    BackgroundExecutor.result(begun);
    batch.forEach(write);
  }

  @Override
  public void close() {
    beside.close();
  }
}
