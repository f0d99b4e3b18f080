package pipeline.spotify.api;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import pipeline.model.Track;

/**
 * What playlists are filled with, and what is in them. All but the search needs a user who has
 * authorized the app.
 *
 * <p>Every method throws a {@link SpotifyException} where Spotify does not give a whole answer.
 */
public interface PlaylistApi extends AutoCloseable {

  /**
   * The first tracks that a search finds, perhaps none.
   *
   * @param maxResults at most ten
   */
  List<Track> searchTracks(String query, int maxResults);

  /** The URIs of all tracks in a playlist, those too in whose place Spotify plays another. */
  Set<String> trackUris(String playlistId);

  /**
   * Adds a track at the end of a playlist, by one request that is not repeated: after UNREACHABLE
   * or INCOMPLETE it may have been added all the same.
   */
  void add(String playlistId, String trackUri);

  /** The name by which Spotify shows the user; the user's id where there is none. */
  String userName();

  /** Waits; the end of the run ends it. */
  void pause(Duration time);

  /** What has been called until now. */
  RequestStats requestStats();

  @Override
  void close();
}
