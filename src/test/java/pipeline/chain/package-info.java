/**
 * The stages one after another, in this process: a simulated Spotify, a lake in a folder, a clock
 * that is set. Start at {@link pipeline.chain.World}.
 */
@NullMarked
package pipeline.chain;

import org.jspecify.annotations.NullMarked;
