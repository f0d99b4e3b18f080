/**
 * Draws reproducible random numbers and permutations from a seed.
 *
 * <p>This package imports no other package of the project. Start reading at {@link SeededRandom}.
 */
@NullMarked
package pipeline.simulator.catalogue.random;

import org.jspecify.annotations.NullMarked;
