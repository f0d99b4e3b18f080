/**
 * Defines what the pipeline requests from Spotify: interfaces, results, settings and failures.
 *
 * <p>This package may import {@code model}. Start reading at {@link SpotifyApi}.
 */
@NullMarked
package pipeline.spotify.api;

import org.jspecify.annotations.NullMarked;
