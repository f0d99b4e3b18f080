/**
 * Defines the schema, the row type and the key of every table.
 *
 * <p>This package may import {@code json}, {@code lake}, {@code lake.parquet}, {@code model}. Start
 * reading at {@link Tables}.
 */
@NullMarked
package pipeline.tables.row;

import org.jspecify.annotations.NullMarked;
