/**
 * Counts the calls to each endpoint family in the last 24 hours, and stops a run before it exceeds
 * a daily quota. All runs of an app share the counts.
 *
 * <p>This package may import {@code spotify.api}. Start reading at {@link CallLedger}.
 */
@NullMarked
package pipeline.spotify.quota;

import org.jspecify.annotations.NullMarked;
