package pipeline.extract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Partition;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.tables.row.Row;

/**
 * An iterator over the rows of several partitions, one partition after the other. Only one
 * partition is open at a time. If reading a partition fails, its remaining rows are skipped, unless
 * the failure handler throws.
 */
final class ConcatenatedRows<R extends Row> implements RowIterator<R> {
  private final Deque<Partition<R>> partitions;
  private final BiConsumer<String, LakeException> failureHandler;
  private @Nullable RowIterator<R> current;

  /**
   * Creates an iterator.
   *
   * @param failureHandler receives the key of a partition and its failure, and throws the failure
   *     if it must not be ignored
   */
  ConcatenatedRows(
      List<Partition<R>> partitions, BiConsumer<String, LakeException> failureHandler) {
    this.partitions = new ArrayDeque<>(partitions);
    this.failureHandler = failureHandler;
  }

  @Override
  public @Nullable R next() {
    R row = null;
    while (row == null && !partitions.isEmpty()) {
      row = nextOf(partitions.element());
      if (row == null) {
        close();
        partitions.remove();
      }
    }
    return row;
  }

  /** Returns the next row; null if the partition has no more rows or cannot be read. */
  private @Nullable R nextOf(Partition<R> partition) {
    try {
      if (current == null) {
        current = partition.openRows();
      }
      return current.next();
    } catch (LakeException failed) {
      failureHandler.accept(partition.key(), failed);
      return null;
    }
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
