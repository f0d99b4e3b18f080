/**
 * Prints the SQL that defines the tables and views in a query engine. Sub-packages describe the
 * tables to other tools; they share the views, keys and accepted values of this package.
 *
 * <p>This package may import {@code lake}, {@code tables.row}, {@code tables.stage}. Start reading
 * at {@link SqlScript}.
 */
@NullMarked
package pipeline.sql;

import org.jspecify.annotations.NullMarked;
