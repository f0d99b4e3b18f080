/**
 * What people look up at Spotify, as sheets. Imports {@code model}, {@code spotify} and {@code
 * output}. Start at {@link pipeline.browse.Search} and {@link pipeline.browse.ArtistAlbums}.
 */
@NullMarked
package pipeline.browse;

import org.jspecify.annotations.NullMarked;
