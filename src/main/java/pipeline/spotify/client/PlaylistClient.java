package pipeline.spotify.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import pipeline.model.Track;
import pipeline.model.TrackSearchHit;
import pipeline.spotify.api.PlaylistApi;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.OAuthGrant;
import pipeline.spotify.http.SpotifyErrorBody;
import pipeline.spotify.json.JsonValues;
import pipeline.spotify.paging.PagingContext;

/** Playlists over HTTP. {@link TransportStack} sends its requests. */
public final class PlaylistClient implements PlaylistApi {
  private final TransportStack stack;
  private final PagingContext paging;
  private final CatalogEndpoints catalog;
  private final PlaylistsResource playlists;

  PlaylistClient(TransportStack stack) {
    this.stack = stack;
    this.paging = stack.newPagingContext(true); // PlaylistsResource rejects incomplete playlists
    this.catalog = new CatalogEndpoints(paging);
    this.playlists = new PlaylistsResource(paging);
  }

  /**
   * Creates a client for the app itself, which may only search.
   *
   * @throws SpotifyException CONFIGURATION if the settings are invalid
   */
  public static PlaylistClient openAsApp(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    return open(settings, TransportStack.appGrant(settings), stateStore, clock, random);
  }

  /**
   * Creates a client for a user who has authorized the app. The app's secret may be empty.
   *
   * @throws SpotifyException CONFIGURATION if the settings are invalid
   */
  public static PlaylistClient open(
      SpotifySettings settings,
      OAuthGrant grant,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random) {
    return new PlaylistClient(TransportStack.open(settings, grant, stateStore, clock, random));
  }

  @Override
  public List<Track> searchTracks(String query, int maxResults) {
    return catalog.searchTracks(query, null).page(0, maxResults).items().stream()
        .map(TrackSearchHit::track)
        .limit(maxResults)
        .toList();
  }

  @Override
  public Set<String> trackUris(String playlistId) {
    return playlists.trackUris(playlistId);
  }

  @Override
  public void add(String playlistId, String trackUri) {
    playlists.add(playlistId, trackUri);
  }

  @Override
  public String userName() {
    var user = stack.api().get("me", stack.api().endpoint("/me"), Map.of());
    for (String field : List.of("display_name", "id")) {
      String name = JsonValues.text(user.get(field));
      if (name != null && !name.isBlank()) {
        return SpotifyErrorBody.oneLine(name);
      }
    }
    throw new SpotifyException(
        SpotifyErrorKind.INCOMPLETE, "user without a name or ID: /me; retry later");
  }

  @Override
  public void pause(Duration time) {
    stack.pause(time);
  }

  @Override
  public RequestStats requestStats() {
    return stack.requestStats();
  }

  @Override
  public void close() {
    paging.close();
    stack.close();
  }
}
