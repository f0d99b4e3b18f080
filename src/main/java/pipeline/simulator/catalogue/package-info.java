/**
 * The world that the simulator tells of: albums, tracks and artists that follow from a seed. All
 * about an album is a function of the seed and its id; dates matter only for listings and searches.
 * Imports nothing of ours and knows neither HTTP nor JSON. Start at {@link
 * pipeline.simulator.catalogue.Catalogue}.
 */
@NullMarked
package pipeline.simulator.catalogue;

import org.jspecify.annotations.NullMarked;
