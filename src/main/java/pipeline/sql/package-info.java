/**
 * Prints the SQL that defines the tables and views in a query engine.
 *
 * <p>This package may import {@code lake}, {@code tables.row}. Start reading at {@link SqlScript}.
 */
@NullMarked
package pipeline.sql;

import org.jspecify.annotations.NullMarked;
