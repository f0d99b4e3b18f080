package pipeline.lake.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An iterator that reads the next batch of rows on another thread while the caller processes the
 * current batch. If the rows do not fill one batch, no other thread is started.
 */
final class PrefetchingRows<R> implements RowIterator<R> {
  private final RowIterator<R> rows;
  private final BackgroundExecutor executor = new BackgroundExecutor();
  private @Nullable Future<List<R>> next;
  private List<R> batch = List.of();
  private int position;

  PrefetchingRows(RowIterator<R> rows) {
    this.rows = rows;
  }

  @Override
  public @Nullable R next() {
    if (position == batch.size() && !tryAdvance()) {
      return null;
    }
    return batch.get(position++);
  }

  /**
   * Moves to the next batch and starts to read the batch after it. Returns false if there is no
   * further row.
   */
  private boolean tryAdvance() {
    batch = next == null ? read() : BackgroundExecutor.await(next);
    position = 0;
    boolean last = batch.size() < BackgroundExecutor.BATCH_SIZE;
    next = last ? CompletableFuture.completedFuture(List.of()) : executor.submit(this::read);
    return !batch.isEmpty();
  }

  private List<R> read() {
    List<R> read = new ArrayList<>();
    for (R row = rows.next(); row != null; row = rows.next()) {
      read.add(row);
      if (read.size() == BackgroundExecutor.BATCH_SIZE) {
        break;
      }
    }
    return read;
  }

  @Override
  public void close() {
    try (rows) {
      executor.close();
    }
  }
}
