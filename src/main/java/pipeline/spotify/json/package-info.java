/**
 * Parses the JSON of albums, artists and tracks into the model.
 *
 * <p>This package may import {@code model}. Start reading at {@link AlbumParser}.
 */
@NullMarked
package pipeline.spotify.json;

import org.jspecify.annotations.NullMarked;
