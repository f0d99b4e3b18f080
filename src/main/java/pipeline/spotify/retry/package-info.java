/**
 * Limits, retries and logs requests, and obeys Retry-After.
 *
 * <p>This package may import {@code spotify.api}, {@code spotify.http}, {@code spotify.quota},
 * {@code tls}. Start reading at {@link RateLimitGate}.
 */
@NullMarked
package pipeline.spotify.retry;

import org.jspecify.annotations.NullMarked;
