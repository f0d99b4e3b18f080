/**
 * Requests access tokens by the OAuth grants and adds them to requests.
 *
 * <p>This package may import {@code spotify.api}, {@code spotify.http}, {@code spotify.json}. Start
 * reading at {@link AccessTokenProvider}.
 */
@NullMarked
package pipeline.spotify.auth;

import org.jspecify.annotations.NullMarked;
