/**
 * Compares the listing of a date with those of earlier dates and reports anomalies: stale,
 * shrunken, gap.
 *
 * <p>This package may import {@code lake}, {@code lake.parquet}, {@code lake.store}, {@code
 * tables.row}, {@code tables.stage}. Start reading at {@link AnomalyDetector}.
 */
@NullMarked
package pipeline.audit;

import org.jspecify.annotations.NullMarked;
