package pipeline.app;

import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.settings.Secret;
import pipeline.cli.settings.Settings;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.spotify.api.RefreshToken;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.auth.FileRefreshTokenStore;
import pipeline.tables.stage.DataMode;

/**
 * The addresses and credentials of Spotify, or of the simulator that replaces it. The simulator
 * starts when its address is first needed.
 */
final class SpotifyEnvironment implements AutoCloseable {
  static final String SIMULATOR = "simulator";

  private final RunContext context;
  private final SpotifyConfig config;
  private final @Nullable SimulatorConfig simulation;
  private @Nullable Simulator simulator;

  /**
   * The number of clients for which settings were created. The number is part of the name under
   * which a client records its calls.
   */
  private int clients;

  SpotifyEnvironment(RunContext context, SpotifyConfig config) {
    this.context = context;
    this.config = config;
    this.simulation = context.simulation().orElse(null);
  }

  String clientId() {
    return simulation == null ? context.settings().spotifyClientId() : SIMULATOR;
  }

  DataMode dataMode() {
    return context.isSimulated() ? DataMode.SIMULATED : DataMode.REAL;
  }

  /** Returns the settings for requests without a user. These requests require a client secret. */
  SpotifySettings settings() {
    return settings(settings -> settings.requireSpotifyClientSecret().reveal());
  }

  /**
   * Returns the settings for requests on behalf of a user. The client secret is optional for these
   * requests.
   */
  SpotifySettings settingsForUser() {
    return settings(settings -> settings.spotifyClientSecret().map(Secret::reveal).orElse(""));
  }

  private SpotifySettings settings(Function<Settings, String> clientSecret) {
    Settings settings = context.settings();
    Simulator started = simulation == null ? null : startSimulator(simulation);
    URI api = started == null ? settings.spotifyApi() : started.apiUrl();
    return new SpotifySettings(
        clientId(),
        started == null ? clientSecret.apply(settings) : SIMULATOR,
        api,
        started == null ? settings.spotifyAccounts() : started.accountsUrl(),
        budget(api),
        config.requestsPerDay(),
        context.runId() + "-" + ++clients,
        SpotifySettings.MAX_IN_FLIGHT,
        config.maxWait(),
        config.ignoreBlock(),
        config.allowPartial(),
        settings.httpsProxy().orElse(null),
        settings.noProxy(),
        settings.caBundle().orElse(null));
  }

  /**
   * Returns the store of the refresh token: the memory of this process if Spotify is simulated in
   * this process, otherwise a file.
   */
  RefreshTokenStore refreshTokenStore() {
    Settings settings = context.settings();
    return simulation != null
        ? RefreshTokenStore.inMemory()
        : new FileRefreshTokenStore(
            settings.spotifyTokenFile(), Settings.isLoopback(settings.spotifyAccounts()));
  }

  /**
   * Returns the store from {@link #refreshTokenStore}. If the store is empty, first saves the
   * initial token, which comes from the simulator or a setting.
   */
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

  private Simulator startSimulator(SimulatorConfig simulation) {
    if (simulator == null) {
      simulator = Simulator.start(simulation, 0, context.clock());
    }
    return simulator;
  }

  /**
   * Returns the request budget; 0 for no limit. By default, requests to a server on this machine
   * have no limit.
   */
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
