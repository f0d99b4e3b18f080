/**
 * Runs the OAuth authorization code flow with a callback server on this machine and stores the
 * refresh token.
 *
 * <p>This package may import {@code spotify.api}, {@code spotify.auth}, {@code spotify.client}.
 * Start reading at {@link AuthorizationFlow}.
 */
@NullMarked
package pipeline.authorize;

import org.jspecify.annotations.NullMarked;
