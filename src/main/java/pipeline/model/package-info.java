/**
 * The domain: what Spotify tells of albums, artists and tracks, as immutable values. Imports
 * nothing of ours. Every field but an album's id may be missing (null), for the API promises no
 * more than that.
 */
@NullMarked
package pipeline.model;

import org.jspecify.annotations.NullMarked;
