/**
 * Stores tables as Parquet partitions in an object store and replaces each partition atomically.
 *
 * <p>This package may import {@code lake.file}, {@code lake.parquet}, {@code lake.s3}, {@code
 * lake.store}. Start reading at {@link Lake}.
 */
@NullMarked
package pipeline.lake;

import org.jspecify.annotations.NullMarked;
