/**
 * Prints the SQL that defines the tables and views in a query engine. The sub-packages describe the
 * tables to dbt and to tools for data contracts. The sub-packages use the views, keys and accepted
 * values of this package.
 *
 * <p>This package may import {@code lake}, {@code tables.row}, {@code tables.stage}. Start reading
 * at {@link SqlScript}.
 */
@NullMarked
package pipeline.sql;

import org.jspecify.annotations.NullMarked;
