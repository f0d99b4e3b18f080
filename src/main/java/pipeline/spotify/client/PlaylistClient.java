package pipeline.spotify.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import pipeline.model.Track;
import pipeline.spotify.api.PlaylistApi;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.AuthorizationCodeGrant;
import pipeline.spotify.auth.AuthorizationRequest;
import pipeline.spotify.auth.ClientCredentialsGrant;
import pipeline.spotify.auth.OAuthGrant;
import pipeline.spotify.auth.RefreshTokenGrant;
import pipeline.spotify.auth.TokenEndpoint;
import pipeline.spotify.http.ApacheTransport;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.http.SpotifyErrorBody;
import pipeline.spotify.json.JsonValues;
import pipeline.spotify.retry.ConditionWaiter;

/** Playlists over the same wire, gate and retries as {@link SpotifyClient}. */
public final class PlaylistClient implements PlaylistApi {
  private final AutoCloseable wire;
  private final TransportStack stack;
  private final JsonClient api;
  private final TrackSearchResource search;
  private final PlaylistsResource playlists;

  private PlaylistClient(AutoCloseable wire, TransportStack stack) {
    this.wire = wire;
    this.stack = stack;
    this.api = stack.api();
    this.search = new TrackSearchResource(api);
    this.playlists = new PlaylistsResource(api);
  }

  /**
   * As the app alone, which may search only.
   *
   * @throws SpotifyException CONFIGURATION where the settings cannot be right
   */
  public static PlaylistClient openAsApp(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    SpotifyClient.checkSecret(settings);
    return open(
        settings,
        new ClientCredentialsGrant(new TokenEndpoint(settings)),
        stateStore,
        clock,
        random);
  }

  /**
   * As a user who has authorized the app before. The secret may be empty.
   *
   * @param tokenStore what Spotify replaces is kept there before anything else is asked
   */
  public static PlaylistClient openAsUser(
      SpotifySettings settings,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random,
      RefreshTokenStore tokenStore) {
    return open(
        settings,
        new RefreshTokenGrant(new TokenEndpoint(settings), tokenStore),
        stateStore,
        clock,
        random);
  }

  /**
   * As a user who has authorized the app just now. The secret may be empty.
   *
   * @param code what Spotify sent back; its first use is that of the client
   * @param tokenStore empty; will hold the refresh token after that
   */
  public static PlaylistClient openAuthorized(
      SpotifySettings settings,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random,
      AuthorizationRequest request,
      String code,
      RefreshTokenStore tokenStore) {
    OAuthGrant grant =
        new AuthorizationCodeGrant(
            new TokenEndpoint(settings),
            request.redirectUri(),
            request.pkce(),
            code,
            tokenStore,
            clock);
    return open(settings, grant, stateStore, clock, random);
  }

  private static PlaylistClient open(
      SpotifySettings settings,
      OAuthGrant grant,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random) {
    ApacheTransport transport = new ApacheTransport(settings, clock);
    return create(
        settings,
        grant,
        stateStore,
        clock,
        random,
        ConditionWaiter.system(clock),
        transport,
        transport);
  }

  static PlaylistClient create(
      SpotifySettings settings,
      OAuthGrant grant,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random,
      ConditionWaiter waiter,
      HttpTransport transport,
      AutoCloseable wire) {
    return new PlaylistClient(
        wire, new TransportStack(settings, grant, stateStore, clock, random, waiter, transport));
  }

  @Override
  public List<Track> searchTracks(String query, int maxResults) {
    return search.first(query, maxResults);
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
    var user = api.get("me", api.endpoint("/me"), Map.of());
    for (String field : List.of("display_name", "id")) {
      String name = JsonValues.text(user.get(field));
      if (name != null && !name.isBlank()) {
        return SpotifyErrorBody.oneLine(name);
      }
    }
    throw new SpotifyException(
        SpotifyErrorKind.INCOMPLETE, "Spotify tells nothing about the user.");
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
    try {
      wire.close();
    } catch (Exception failure) {
      throw new IllegalStateException("the connections do not close", failure);
    }
  }
}
