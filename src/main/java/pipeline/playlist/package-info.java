/**
 * A random track for a playlist: found by a search for a random string, added once. May import
 * {@code pipeline.model} and {@code pipeline.spotify} only. Start at {@link
 * pipeline.playlist.RandomTrack}; {@link pipeline.playlist.AddOnce} holds what is delicate.
 */
@NullMarked
package pipeline.playlist;

import org.jspecify.annotations.NullMarked;
