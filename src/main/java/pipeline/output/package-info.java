/**
 * What people asked for, as a sheet of typed columns: on a screen, as JSON lines, or in a CSV,
 * Parquet or JSON file. Imports {@code json} and {@code lake} (for Parquet). Start at {@link
 * pipeline.output.Sheet}.
 */
@NullMarked
package pipeline.output;

import org.jspecify.annotations.NullMarked;
