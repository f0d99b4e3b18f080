/**
 * How fast Spotify answers, and from when on it says 429: measured, summed up and drawn. Imports
 * {@code spotify} (for what a sample is) and {@code output}. Start at {@link
 * pipeline.ratelimit.Measurement}.
 */
@NullMarked
package pipeline.ratelimit;

import org.jspecify.annotations.NullMarked;
