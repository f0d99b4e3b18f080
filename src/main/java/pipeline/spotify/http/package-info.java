/**
 * Sends single HTTP requests and translates failures to {@code SpotifyException}.
 *
 * <p>This package may import {@code spotify.api}, {@code spotify.quota}, {@code tls}. Start reading
 * at {@link HttpTransport}.
 */
@NullMarked
package pipeline.spotify.http;

import org.jspecify.annotations.NullMarked;
