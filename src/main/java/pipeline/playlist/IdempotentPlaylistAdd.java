package pipeline.playlist;

import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.PlaylistApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;

/**
 * Adds a track to a playlist at most once. Spotify would add the track again with each request, and
 * even a request that fails can have added it. If a failure does not show whether the track was
 * added, this class reads the playlist before it repeats the request.
 */
public record IdempotentPlaylistAdd(PlaylistApi spotify, PlaylistId playlist) {
  private static final Logger LOG = LoggerFactory.getLogger("playlist");
  private static final Set<SpotifyErrorKind> AMBIGUOUS_FAILURES =
      Set.of(SpotifyErrorKind.UNREACHABLE, SpotifyErrorKind.INCOMPLETE);
  private static final int MAX_ATTEMPTS = 3;

  /**
   * The wait after the first failed request, before the playlist is read. The wait is necessary
   * because an added track does not appear immediately. Each further wait is longer than the
   * previous wait by this duration.
   */
  private static final Duration READ_BACK_DELAY = Duration.ofSeconds(1);

  /**
   * Adds the track if the playlist does not have it, in at most three attempts.
   *
   * @return false if the playlist already had the track
   * @throws SpotifyException if the track was not added, or if it is unknown whether it was added
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
          LOG.info("The track was added although the request failed");
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
