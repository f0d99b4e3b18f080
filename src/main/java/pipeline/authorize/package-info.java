/**
 * A user's consent, asked for in a browser: a page of Spotify's leads back to a listener on this
 * machine. May import {@code pipeline.spotify} only. Start at {@link pipeline.authorize.Authorize}.
 */
@NullMarked
package pipeline.authorize;

import org.jspecify.annotations.NullMarked;
