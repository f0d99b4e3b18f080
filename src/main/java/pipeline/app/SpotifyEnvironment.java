package pipeline.app;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SimulatorConfig;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.settings.Secret;
import pipeline.cli.settings.Settings;
import pipeline.cli.settings.SpotifyCredentials;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.SimulatorOptions;
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
  private final SpotifyConfig rules;
  private final @Nullable SimulatorConfig simulation;
  private @Nullable Simulator simulator;

  SpotifyEnvironment(RunContext context, SpotifyConfig rules) {
    this.context = context;
    this.rules = rules;
    this.simulation = context.simulation().orElse(null);
  }

  String clientId() {
    return simulation == null ? context.settings().spotifyClientId() : SIMULATOR;
  }

  /** A Spotify on this machine can only be a simulator. */
  DataMode kind() {
    return simulation != null || Settings.isLoopback(context.settings().spotifyApi())
        ? DataMode.SIMULATED
        : DataMode.REAL;
  }

  /** For the app itself, which needs its secret. */
  SpotifySettings settings() {
    if (simulation != null) {
      return simulated(simulation);
    }
    SpotifyCredentials credentials = context.settings().spotifyCredentials();
    return configured(credentials.clientId(), credentials.clientSecret().reveal());
  }

  /** For the app on behalf of a user, which may do without a secret. */
  SpotifySettings settingsForUser() {
    if (simulation != null) {
      return simulated(simulation);
    }
    Settings settings = context.settings();
    return configured(
        settings.spotifyClientId(), settings.spotifyClientSecret().map(Secret::reveal).orElse(""));
  }

  /** Where the refresh token of this place is kept; a simulator within the process keeps none. */
  RefreshTokenStore tokens() {
    Settings settings = context.settings();
    return simulation != null
        ? RefreshTokenStore.inMemory()
        : new FileRefreshTokenStore(
            settings.spotifyTokenFile(), Settings.isLoopback(settings.spotifyAccounts()));
  }

  /** The same with a token in it, if there is one to begin with. */
  RefreshTokenStore seededTokens() {
    RefreshTokenStore tokens = tokens();
    if (simulation != null) {
      String secret = started(simulation).refreshToken();
      tokens.save(new RefreshToken(secret, context.clock().instant()));
    } else if (tokens.find().isEmpty()) {
      context
          .settings()
          .spotifyRefreshToken()
          .ifPresent(secret -> tokens.save(new RefreshToken(secret.reveal(), null)));
    }
    return tokens;
  }

  private SpotifySettings simulated(SimulatorConfig simulation) {
    Simulator started = started(simulation);
    return settings(started.apiUrl(), started.accountsUrl(), SIMULATOR, SIMULATOR);
  }

  private Simulator started(SimulatorConfig simulation) {
    if (simulator == null) {
      simulator =
          Simulator.start(
              SimulatorOptions.DEFAULTS.withSeed(simulation.seed()).withApp(simulation.app()),
              0,
              context.clock());
    }
    return simulator;
  }

  private SpotifySettings configured(String id, String secret) {
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
        rules.maxWait(),
        rules.ignoreBlock(),
        rules.allowPartial(),
        settings.httpsProxy().orElse(null),
        settings.noProxy(),
        settings.caBundle().orElse(null));
  }

  /** Politeness is for Spotify; a server on this machine needs none. */
  private int budget(URI api) {
    Integer given = rules.requestsPer30s();
    if (given != null) {
      return given;
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
