/**
 * Finds and deletes old partitions and abandoned work files.
 *
 * <p>This package may import {@code lake}, {@code lake.store}, {@code output}, {@code tables.row},
 * {@code tables.stage}. Start reading at {@link ExpiredPartitions}.
 */
@NullMarked
package pipeline.purge;

import org.jspecify.annotations.NullMarked;
