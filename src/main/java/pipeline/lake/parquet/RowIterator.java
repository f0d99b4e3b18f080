package pipeline.lake.parquet;

import org.jspecify.annotations.Nullable;

/** The rows of a partition, in its order, read once. */
public interface RowIterator<R> extends AutoCloseable {

  /** The next row, or null after the last. */
  @Nullable R next();

  @Override
  void close();
}
