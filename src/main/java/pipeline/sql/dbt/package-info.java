/**
 * Writes a dbt project for the tables and views of a lake.
 *
 * <p>This package may import {@code lake}, {@code sql}, {@code tables.row}. Start reading at {@link
 * DbtProject}.
 */
@NullMarked
package pipeline.sql.dbt;

import org.jspecify.annotations.NullMarked;
