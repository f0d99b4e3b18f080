/**
 * Implements the interfaces of {@code spotify.api} with HTTP requests.
 *
 * <p>This package may import {@code model}, {@code spotify.api}, {@code spotify.auth}, {@code
 * spotify.http}, {@code spotify.json}, {@code spotify.paging}, {@code spotify.quota}, {@code
 * spotify.retry}. Start reading at {@link SpotifyClient}.
 */
@NullMarked
package pipeline.spotify.client;

import org.jspecify.annotations.NullMarked;
