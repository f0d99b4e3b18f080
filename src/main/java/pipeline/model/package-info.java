/**
 * Contains the immutable domain types: albums, artists, tracks and release dates.
 *
 * <p>This package imports no other package of the project. Start reading at {@link Album}.
 */
@NullMarked
package pipeline.model;

import org.jspecify.annotations.NullMarked;
