/**
 * Every table: its schema, its row, its key. This is the contract between the stages, which meet
 * here and nowhere else. Imports model and lake. Start at {@link pipeline.tables.Tables}; the
 * schemas themselves are resources, one file a table.
 */
@NullMarked
package pipeline.tables;

import org.jspecify.annotations.NullMarked;
