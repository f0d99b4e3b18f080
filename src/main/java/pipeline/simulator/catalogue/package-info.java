/**
 * Generates albums, tracks and artists from a seed, and searches them.
 *
 * <p>This package may import {@code simulator.catalogue.random}. Start reading at {@link
 * Catalogue}.
 */
@NullMarked
package pipeline.simulator.catalogue;

import org.jspecify.annotations.NullMarked;
