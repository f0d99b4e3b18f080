/**
 * Compares the partitions of a lake with their footers and with analytics/partitions.
 *
 * <p>This package may import {@code json}, {@code lake}, {@code lake.parquet}, {@code lake.store},
 * {@code output}, {@code status}, {@code tables.row}, {@code tables.stage}. Start reading at {@link
 * LakeVerifier}.
 */
@NullMarked
package pipeline.verify;

import org.jspecify.annotations.NullMarked;
