package pipeline.playlist;

import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.PlaylistApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;

/**
 * Adds a track to a playlist at most once, though Spotify adds whatever it is sent, and may do so
 * even where it answers with an error: after such an answer the playlist is read before anything is
 * sent again.
 */
public final class IdempotentPlaylistAdd {
  private static final Logger LOG = LoggerFactory.getLogger("playlist");
  private static final Set<SpotifyErrorKind> PERHAPS_ADDED =
      Set.of(SpotifyErrorKind.UNREACHABLE, SpotifyErrorKind.INCOMPLETE);
  private static final int TRIES = 3;

  /** For what was added to show up. */
  private static final Duration BEFORE_READING_BACK = Duration.ofSeconds(1);

  private final PlaylistApi spotify;
  private final PlaylistId playlist;

  public IdempotentPlaylistAdd(PlaylistApi spotify, PlaylistId playlist) {
    this.spotify = spotify;
    this.playlist = playlist;
  }

  /**
   * Leaves the playlist with the track.
   *
   * @return false where it was there before
   * @throws SpotifyException where the playlist stays without it, or nobody knows
   */
  public boolean add(String trackUri) {
    if (holds(trackUri)) {
      return false;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        spotify.add(playlist.text(), trackUri);
        return true;
      } catch (SpotifyException failure) {
        if (!PERHAPS_ADDED.contains(failure.kind())) {
          throw failure;
        }
        spotify.pause(BEFORE_READING_BACK.multipliedBy(attempt));
        if (holds(trackUri)) {
          LOG.info("The track was added all the same");
          return true;
        }
        if (attempt == TRIES) {
          throw failure;
        }
      }
    }
  }

  private boolean holds(String trackUri) {
    return spotify.trackUris(playlist.text()).contains(trackUri);
  }
}
