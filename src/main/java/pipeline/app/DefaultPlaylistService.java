package pipeline.app;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.authorize.AuthorizationFlow;
import pipeline.authorize.AuthorizationResult;
import pipeline.cli.run.PlaylistService;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.lake.store.ObjectStore;
import pipeline.playlist.IdempotentPlaylistAdd;
import pipeline.playlist.PlaylistId;
import pipeline.playlist.RandomTrack;
import pipeline.playlist.SelectedTrack;
import pipeline.spotify.api.PlaylistApi;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.RefreshTokenGrant;
import pipeline.spotify.auth.TokenEndpoint;
import pipeline.spotify.client.SpotifyClient;

/** The playlist operations. Each call opens its own Spotify client and closes it at the end. */
final class DefaultPlaylistService implements PlaylistService {
  private final RandomGenerator random;
  private final Supplier<RandomGenerator> secureRandom;

  /**
   * Creates the service.
   *
   * @param secureRandom supplies a secure random generator; called only for an authorization,
   *     because creating the generator is slow
   */
  DefaultPlaylistService(RandomGenerator random, Supplier<RandomGenerator> secureRandom) {
    this.random = random;
    this.secureRandom = secureRandom;
  }

  @Override
  public AuthorizationResult authorize(
      int port, Duration timeout, Consumer<URI> show, SpotifyConfig config, RunContext context) {
    try (SpotifyEnvironment environment = new SpotifyEnvironment(context, config)) {
      return new AuthorizationFlow(
              environment.settingsForUser(),
              environment.refreshTokenStore(),
              context.clock(),
              secureRandom.get())
          .run(port, timeout, show);
    }
  }

  @Override
  public TrackAddition addRandomTrack(
      long seed, @Nullable PlaylistId playlist, SpotifyConfig config, RunContext context) {
    try (SpotifyEnvironment environment = new SpotifyEnvironment(context, config)) {
      RefreshTokenStore tokenStore =
          playlist == null ? RefreshTokenStore.inMemory() : environment.seededTokenStore();
      SpotifySettings settings =
          playlist == null ? environment.settings() : environment.settingsForUser();
      StateStore stateStore = stateStore(environment, context);
      try (PlaylistApi spotify =
          playlist == null
              ? SpotifyClient.open(settings, stateStore, context.clock(), random)
              : openForUser(settings, tokenStore, stateStore, context)) {
        context.setStatsSupplier(() -> requestStats(spotify));
        SelectedTrack track = new RandomTrack(spotify, new Random(seed)).find();
        boolean added =
            playlist != null && new IdempotentPlaylistAdd(spotify, playlist).add(track.uri());
        return new TrackAddition(
            added, track, requestStats(spotify), warnings(tokenStore, context.clock().instant()));
      }
    }
  }

  private SpotifyClient openForUser(
      SpotifySettings settings,
      RefreshTokenStore tokenStore,
      StateStore stateStore,
      RunContext context) {
    RefreshTokenGrant grant = new RefreshTokenGrant(new TokenEndpoint(settings), tokenStore);
    return SpotifyClient.open(settings, grant, stateStore, context.clock(), random);
  }

  private static List<String> warnings(RefreshTokenStore tokenStore, Instant now) {
    return tokenStore.find().flatMap(token -> token.warning(now)).stream().toList();
  }

  /**
   * Marks the lake as real or simulated, and returns the state store in the lake. The stages use
   * the same store, so a rate-limit block applies to playlist operations and to stages.
   */
  private static StateStore stateStore(SpotifyEnvironment environment, RunContext context) {
    ObjectStore store = context.lake().store();
    environment.dataMode().claim(store);
    return new LakeStateStore(store, environment::clientId, context.clock());
  }

  private static RequestStats requestStats(PlaylistApi spotify) {
    return spotify.requestStats().withoutKinds();
  }
}
