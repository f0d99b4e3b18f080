package pipeline.lake.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which the next ones are read on another thread while the last are worked on. A table that
 * is no longer than a batch needs none.
 */
final class PrefetchingRows<R> implements RowIterator<R> {
  private final RowIterator<R> rows;
  private final BackgroundExecutor beside = new BackgroundExecutor();
  private @Nullable Future<List<R>> next;
  private List<R> batch = List.of();
  private int at;

  PrefetchingRows(RowIterator<R> rows) {
    this.rows = rows;
  }

  @Override
  public @Nullable R next() {
    if (at == batch.size() && !turn()) {
      return null;
    }
    return batch.get(at++);
  }

  /** To the next batch, while the one after it is begun; false where there is none. */
  private boolean turn() {
    batch = next == null ? read() : BackgroundExecutor.result(next);
    at = 0;
    boolean last = batch.size() < BackgroundExecutor.BATCH;
    next = last ? CompletableFuture.completedFuture(List.of()) : beside.begin(this::read);
    return !batch.isEmpty();
  }

  private List<R> read() {
    List<R> read = new ArrayList<>();
    for (R row = rows.next(); row != null; row = rows.next()) {
      read.add(row);
      if (read.size() == BackgroundExecutor.BATCH) {
        break;
      }
    }
    return read;
  }

  @Override
  public void close() {
    try (rows) {
      beside.close();
    }
  }
}
