package pipeline.lake.parquet;

import org.jspecify.annotations.Nullable;

/** The rows of a partition, in the order of the partition, for one pass. */
public interface RowIterator<R> extends AutoCloseable {

  /** Returns the next row, or null after the last. */
  @Nullable R next();

  @Override
  void close();
}
