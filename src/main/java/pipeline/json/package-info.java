/**
 * Writes JSON on one line, and reads JSON objects.
 *
 * <p>This package imports no other package of the project. Start reading at {@link Json}.
 */
@NullMarked
package pipeline.json;

import org.jspecify.annotations.NullMarked;
