/**
 * Defines the interfaces, results, settings and exceptions of the Spotify client.
 *
 * <p>This package may import {@code model}. Start reading at {@link SpotifyApi}.
 */
@NullMarked
package pipeline.spotify.api;

import org.jspecify.annotations.NullMarked;
