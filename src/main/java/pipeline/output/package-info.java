/**
 * Writes tables of results as text, CSV, JSON lines or Parquet.
 *
 * <p>This package may import {@code json}, {@code lake.parquet}, {@code lake.store}. Start reading
 * at {@link ResultTable}.
 */
@NullMarked
package pipeline.output;

import org.jspecify.annotations.NullMarked;
