package pipeline.spotify.api;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import pipeline.model.Track;

/**
 * The requests that find tracks and add them to playlists. All but the search need a user who has
 * authorized the app.
 *
 * <p>Every method throws a {@link SpotifyException} if Spotify does not return complete data.
 */
public interface PlaylistApi extends AutoCloseable {

  /**
   * Returns the first tracks that a search finds. Tracks without an ID are left out.
   *
   * @param maxResults the size of the page, at most 10
   */
  List<Track> searchTracks(String query, int maxResults);

  /**
   * Returns the URIs of all tracks in a playlist. If Spotify plays another track in place of one,
   * both are included.
   */
  Set<String> trackUris(String playlistId);

  /**
   * Adds a track at the end of a playlist, by one request that is never repeated. If it fails with
   * UNREACHABLE or INCOMPLETE, Spotify may have added the track.
   */
  void add(String playlistId, String trackUri);

  /** Returns the user's display name, or the user's ID if there is no name. */
  String userName();

  /** Waits for the given time, or until the run ends. */
  void pause(Duration time);

  /** Returns the requests that were sent until now. */
  RequestStats requestStats();

  @Override
  void close();
}
