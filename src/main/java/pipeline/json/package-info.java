/**
 * The one JSON reader and writer outside the Spotify client. Imports nothing of ours. Start at
 * {@code Json}.
 */
@NullMarked
package pipeline.json;

import org.jspecify.annotations.NullMarked;
