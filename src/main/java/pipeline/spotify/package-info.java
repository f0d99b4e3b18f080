/**
 * Spotify's Web API, politely and completely: HTTP in, the model out. May import {@code
 * pipeline.model} and {@code pipeline.tls} only. Start at {@link pipeline.spotify.SpotifyApi}, what
 * can be asked, and {@code SpotifyClient.open(settings, facts, clock, random)}, how it is put
 * together.
 *
 * <p>Everything that fails says so by one {@link pipeline.spotify.SpotifyException}, whose kind
 * says who must act.
 */
@NullMarked
package pipeline.spotify;

import org.jspecify.annotations.NullMarked;
