/**
 * What may go: dates that are older than they shall be kept, and what stopped runs left in {@code
 * work/}. Imports {@code tables}, {@code lake} and {@code output}. Start at {@link
 * pipeline.purge.OldDates} and {@link pipeline.purge.WorkLeft}.
 */
@NullMarked
package pipeline.purge;

import org.jspecify.annotations.NullMarked;
