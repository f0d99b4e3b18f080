/**
 * Evaluates the partitions of each date and names the commands that repair them.
 *
 * <p>This package may import {@code iceberg}, {@code json}, {@code lake}, {@code lake.parquet},
 * {@code lake.store}, {@code output}, {@code purge}, {@code spotify.api}, {@code spotify.quota},
 * {@code tables.row}, {@code tables.stage}. Start reading at {@link StatusScanner}.
 */
@NullMarked
package pipeline.status;

import org.jspecify.annotations.NullMarked;
