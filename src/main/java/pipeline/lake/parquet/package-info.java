/**
 * Reads and writes Parquet rows and the metadata in the footer of a partition.
 *
 * <p>This package may import {@code lake.store}. Start reading at {@link ParquetRowReader}.
 */
@NullMarked
package pipeline.lake.parquet;

import org.jspecify.annotations.NullMarked;
