package pipeline.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Rows that are written on another thread, behind the one that makes them. The first ones are
 * written at once: a small table needs no thread, and who waits for its rows has the time.
 */
final class RowsBehind<R> implements AutoCloseable {
  private final Consumer<R> write;
  private final Beside beside;
  private List<R> batch = new ArrayList<>();
  private Future<?> begun = CompletableFuture.completedFuture(null);
  private int atOnce;

  RowsBehind(Consumer<R> write) {
    this(write, new Beside());
  }

  RowsBehind(Consumer<R> write, Beside beside) {
    this.write = write;
    this.beside = beside;
  }

  /** What an earlier row threw may be thrown here. */
  void add(R row) {
    if (atOnce < Beside.BATCH) {
      atOnce++;
      write.accept(row);
      return;
    }
    batch.add(row);
    if (batch.size() == Beside.BATCH) {
      Beside.result(begun); // no more than one behind: rows take memory
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
  void finish() {
    Beside.result(begun);
    batch.forEach(write);
  }

  @Override
  public void close() {
    beside.close();
  }
}
