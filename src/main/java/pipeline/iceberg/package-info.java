/**
 * Publishes the partitions of a lake as Iceberg tables. Copies of the partitions become data files,
 * so that the tables do not change with the lake.
 *
 * <p>This package may import {@code lake}, {@code lake.parquet}, {@code lake.s3}, {@code
 * lake.store}, {@code tables.row}, {@code tables.stage}, {@code tls}. Start reading at {@link
 * IcebergPublisher}.
 */
@NullMarked
package pipeline.iceberg;

import org.jspecify.annotations.NullMarked;
