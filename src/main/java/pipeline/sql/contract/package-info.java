/**
 * Formats a data contract for the tables of a lake.
 *
 * <p>This package may import {@code lake}, {@code sql}, {@code tables.row}. Start reading at {@link
 * DataContract}.
 */
@NullMarked
package pipeline.sql.contract;

import org.jspecify.annotations.NullMarked;
