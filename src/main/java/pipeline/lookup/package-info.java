/**
 * Searches Spotify for artists, albums and tracks, and lists the albums of an artist.
 *
 * <p>This package may import {@code model}, {@code output}, {@code spotify.api}. Start reading at
 * {@link CatalogLookup}.
 */
@NullMarked
package pipeline.lookup;

import org.jspecify.annotations.NullMarked;
