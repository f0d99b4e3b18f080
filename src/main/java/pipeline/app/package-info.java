/**
 * Assembles the program: connects the command line to the stages, the lake, Spotify, the simulator
 * and the health checks.
 *
 * <p>This package may import everything except {@code Main}. Start reading at {@link
 * DefaultStageRunner}.
 */
@NullMarked
package pipeline.app;

import org.jspecify.annotations.NullMarked;
