/**
 * Partitions of one table as text, for programs that read no Parquet. Imports lake, tables and
 * output. Start at {@link pipeline.export.Export}.
 */
@NullMarked
package pipeline.export;

import org.jspecify.annotations.NullMarked;
