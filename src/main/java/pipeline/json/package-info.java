/**
 * Reads and writes JSON on one line.
 *
 * <p>This package imports no other package of the project. Start reading at {@link Json}.
 */
@NullMarked
package pipeline.json;

import org.jspecify.annotations.NullMarked;
