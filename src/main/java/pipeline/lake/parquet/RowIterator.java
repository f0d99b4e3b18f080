package pipeline.lake.parquet;

import org.jspecify.annotations.Nullable;

/** An iterator over the rows of a partition, in the order of the table. */
public interface RowIterator<R> extends AutoCloseable {

  /** Returns the next row, or null after the last. */
  @Nullable R next();

  @Override
  void close();
}
