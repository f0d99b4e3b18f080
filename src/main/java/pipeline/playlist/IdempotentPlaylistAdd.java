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
  private static final Set<SpotifyErrorKind> AMBIGUOUS_FAILURES =
      Set.of(SpotifyErrorKind.UNREACHABLE, SpotifyErrorKind.INCOMPLETE);
  private static final int MAX_ATTEMPTS = 3;

  /** For what was added to show up. */
  private static final Duration READ_BACK_DELAY = Duration.ofSeconds(1);

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
    if (hasTrack(trackUri)) {
      return false;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        spotify.add(playlist.text(), trackUri);
        return true;
      } catch (SpotifyException failure) {
        if (!AMBIGUOUS_FAILURES.contains(failure.kind())) {
          throw failure;
        }
        spotify.pause(READ_BACK_DELAY.multipliedBy(attempt));
        if (hasTrack(trackUri)) {
          LOG.info("The track was added all the same");
          return true;
        }
        if (attempt == MAX_ATTEMPTS) {
          throw failure;
        }
      }
    }
  }

  private boolean hasTrack(String trackUri) {
    return spotify.trackUris(playlist.text()).contains(trackUri);
  }
}
