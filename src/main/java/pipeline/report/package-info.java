/**
 * Aggregates the star tables of a range of dates to the numbers of a report.
 *
 * <p>This package may import {@code audit}, {@code lake}, {@code lake.parquet}, {@code lake.store},
 * {@code tables.row}, {@code tables.stage}. Start reading at {@link ReportLoader}.
 */
@NullMarked
package pipeline.report;

import org.jspecify.annotations.NullMarked;
