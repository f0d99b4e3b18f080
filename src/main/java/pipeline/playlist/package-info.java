/**
 * Selects a random track and adds it to a playlist at most once.
 *
 * <p>This package may import {@code model}, {@code spotify.api}. Start reading at {@link
 * IdempotentPlaylistAdd}.
 */
@NullMarked
package pipeline.playlist;

import org.jspecify.annotations.NullMarked;
