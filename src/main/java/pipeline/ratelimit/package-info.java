/**
 * Measures the rate limit of Spotify and reports the latencies.
 *
 * <p>This package may import {@code output}, {@code spotify.api}. Start reading at {@link
 * RateLimitBenchmark}.
 */
@NullMarked
package pipeline.ratelimit;

import org.jspecify.annotations.NullMarked;
