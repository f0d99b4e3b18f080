package pipeline.app;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.settings.Secret;
import pipeline.cli.settings.Settings;
import pipeline.cli.settings.SpotifyCredentials;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.spotify.api.RefreshToken;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.auth.FileRefreshTokenStore;
import pipeline.tables.stage.DataMode;

/**
 * Where Spotify is, or the simulator in its place, and as whom to ask there, as a run's settings
 * say. The simulator starts when it is asked for.
 */
final class SpotifyEnvironment implements AutoCloseable {
  private static final String SIMULATOR = "simulator";

  private final RunContext context;
  private final SpotifyConfig config;
  private final @Nullable SimulatorConfig simulation;
  private @Nullable Simulator simulator;

  SpotifyEnvironment(RunContext context, SpotifyConfig config) {
    this.context = context;
    this.config = config;
    this.simulation = context.simulation().orElse(null);
  }

  String clientId() {
    return simulation == null ? context.settings().spotifyClientId() : SIMULATOR;
  }

  /** A Spotify on this machine can only be a simulator. */
  DataMode dataMode() {
    return simulation != null || Settings.isLoopback(context.settings().spotifyApi())
        ? DataMode.SIMULATED
        : DataMode.REAL;
  }

  /** For the app itself, which needs its secret. */
  SpotifySettings settings() {
    if (simulation != null) {
      return simulatorSettings(simulation);
    }
    SpotifyCredentials credentials = context.settings().spotifyCredentials();
    return configuredSettings(credentials.clientId(), credentials.clientSecret().reveal());
  }

  /** For the app on behalf of a user, which may do without a secret. */
  SpotifySettings settingsForUser() {
    if (simulation != null) {
      return simulatorSettings(simulation);
    }
    Settings settings = context.settings();
    return configuredSettings(
        settings.spotifyClientId(), settings.spotifyClientSecret().map(Secret::reveal).orElse(""));
  }

  /** Where the refresh token of this place is kept; a simulator within the process keeps none. */
  RefreshTokenStore refreshTokenStore() {
    Settings settings = context.settings();
    return simulation != null
        ? RefreshTokenStore.inMemory()
        : new FileRefreshTokenStore(
            settings.spotifyTokenFile(), Settings.isLoopback(settings.spotifyAccounts()));
  }

  /** The same with a token in it, if there is one to begin with. */
  RefreshTokenStore seededTokenStore() {
    RefreshTokenStore tokenStore = refreshTokenStore();
    if (simulation != null) {
      String secret = startSimulator(simulation).refreshToken();
      tokenStore.save(new RefreshToken(secret, context.clock().instant()));
    } else if (tokenStore.find().isEmpty()) {
      context
          .settings()
          .spotifyRefreshToken()
          .ifPresent(secret -> tokenStore.save(new RefreshToken(secret.reveal(), null)));
    }
    return tokenStore;
  }

  private SpotifySettings simulatorSettings(SimulatorConfig simulation) {
    Simulator started = startSimulator(simulation);
    return settings(started.apiUrl(), started.accountsUrl(), SIMULATOR, SIMULATOR);
  }

  private Simulator startSimulator(SimulatorConfig simulation) {
    if (simulator == null) {
      simulator = Simulator.start(simulation, 0, context.clock());
    }
    return simulator;
  }

  private SpotifySettings configuredSettings(String id, String secret) {
    Settings settings = context.settings();
    return settings(settings.spotifyApi(), settings.spotifyAccounts(), id, secret);
  }

  private SpotifySettings settings(URI api, URI accounts, String id, String secret) {
    Settings settings = context.settings();
    return new SpotifySettings(
        id,
        secret,
        api,
        accounts,
        budget(api),
        SpotifySettings.MAX_IN_FLIGHT,
        config.maxWait(),
        config.ignoreBlock(),
        config.allowPartial(),
        settings.httpsProxy().orElse(null),
        settings.noProxy(),
        settings.caBundle().orElse(null));
  }

  /** Politeness is for Spotify; a server on this machine needs none. */
  private int budget(URI api) {
    Integer configured = config.requestsPer30s();
    if (configured != null) {
      return configured;
    }
    return Settings.isLoopback(api) ? 0 : SpotifySettings.REQUESTS_PER_30S;
  }

  @Override
  public void close() {
    if (simulator != null) {
      simulator.close();
    }
  }
}
