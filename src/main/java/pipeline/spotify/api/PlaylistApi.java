package pipeline.spotify.api;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import pipeline.model.Track;

/**
 * The requests that search for tracks and add them to playlists. All requests except the search
 * need a user's authorization.
 *
 * <p>Every method throws a {@link SpotifyException} if Spotify does not return complete data.
 */
public interface PlaylistApi extends AutoCloseable {

  /**
   * Returns the first results of a track search. Tracks without an ID are left out.
   *
   * @param maxResults the largest number of tracks to return, at most 10
   */
  List<Track> searchTracks(String query, int maxResults);

  /**
   * Returns the URIs of all tracks in a playlist. If Spotify relinked a track, the set also has the
   * URI of the original track.
   */
  Set<String> trackUris(String playlistId);

  /**
   * Adds a track at the end of a playlist. The request is not retried after a server error or a
   * transport failure. If it fails with UNREACHABLE or INCOMPLETE, it is unknown whether Spotify
   * has added the track.
   */
  void add(String playlistId, String trackUri);

  /** Returns the user's display name, or the user ID if there is no name. */
  String userName();

  /**
   * Waits for the given time.
   *
   * @throws SpotifyException INTERRUPTED if the thread is interrupted
   */
  void pause(Duration time);

  /** Returns the number of requests sent so far. */
  RequestStats requestStats();

  @Override
  void close();
}
