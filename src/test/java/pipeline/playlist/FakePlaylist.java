package pipeline.playlist;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pipeline.model.Track;
import pipeline.spotify.api.PlaylistApi;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;

/** A playlist that records its calls and can fail. */
final class FakePlaylist implements PlaylistApi {
  final List<String> calls = new ArrayList<>();
  final Set<String> uris = new LinkedHashSet<>();
  final Map<String, List<Track>> found = new HashMap<>();
  private SpotifyException.SpotifyErrorKind failure;
  private boolean isApplied;
  private int failures;

  /**
   * Makes the next additions fail.
   *
   * @param thoughApplied whether a failed addition adds the track nevertheless
   */
  void failing(SpotifyException.SpotifyErrorKind kind, boolean thoughApplied, int times) {
    failure = kind;
    isApplied = thoughApplied;
    failures = times;
  }

  @Override
  public List<Track> searchTracks(String query, int maxResults) {
    calls.add("search " + query);
    return found.getOrDefault(query, List.of());
  }

  @Override
  public Set<String> trackUris(String playlistId) {
    calls.add("read");
    return Set.copyOf(uris);
  }

  @Override
  public void add(String playlistId, String trackUri) {
    calls.add("add " + trackUri);
    boolean fails = failures-- > 0;
    if (!fails || isApplied) {
      uris.add(trackUri);
    }
    if (fails) {
      throw new SpotifyException(failure, "planned failure");
    }
  }

  @Override
  public String userName() {
    return "Somebody";
  }

  @Override
  public void pause(Duration time) {
    calls.add("pause " + time);
  }

  @Override
  public RequestStats requestStats() {
    return new RequestStats(calls.size(), 0, 0, Map.of());
  }

  @Override
  public void close() {}
}
