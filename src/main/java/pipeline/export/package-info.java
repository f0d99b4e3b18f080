/**
 * Writes the rows of a table as text, one date after another, in constant memory.
 *
 * <p>This package may import {@code lake}, {@code lake.parquet}, {@code output}, {@code
 * tables.row}, {@code tables.stage}. Start reading at {@link TableExporter}.
 */
@NullMarked
package pipeline.export;

import org.jspecify.annotations.NullMarked;
