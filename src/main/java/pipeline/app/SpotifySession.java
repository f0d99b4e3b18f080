package pipeline.app;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.lake.store.CloseSequence;
import pipeline.lake.store.ObjectStore;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.AppDiagnosticsProbe;
import pipeline.spotify.client.LatencySampler;
import pipeline.spotify.client.SpotifyClient;
import pipeline.tables.stage.DataMode;

/** The Spotify client and the state of one command. The first use opens the client. */
final class SpotifySession implements AutoCloseable {
  private final SpotifyEnvironment environment;
  private final StateStore stateStore;
  private final LazySpotify spotify;

  /**
   * Creates a session.
   *
   * @param writesTables whether the command writes tables, which claims the lake for the data mode.
   *     Other commands use the lake only for state, and work without it.
   */
  SpotifySession(
      RunContext context, SpotifyConfig config, RandomGenerator random, boolean writesTables) {
    this.environment = new SpotifyEnvironment(context, config);
    this.stateStore =
        writesTables
            ? new LakeStateStore(context.lake().store(), environment::clientId)
            : context.simulation().isEmpty() ? bestEffortStore(context) : StateStore.inMemory();
    this.spotify =
        new LazySpotify(
            () -> {
              // Before the claim: without credentials, the lake stays unclaimed.
              SpotifySettings settings = environment.settings();
              if (writesTables) {
                environment.dataMode().claim(context.lake().store());
              }
              return SpotifyClient.open(settings, stateStore, context.clock(), random);
            });
    context.setStatsSupplier(spotify::requestStats);
  }

  private StateStore bestEffortStore(RunContext context) {
    return new BestEffortStateStore(
        () -> {
          ObjectStore store = context.lake().store();
          return environment.dataMode().isCompatibleWith(store)
              ? Optional.of(new LakeStateStore(store, environment::clientId))
              : Optional.empty();
        });
  }

  /** Opens another client, for measurements. Its requests count as those of the run. */
  LatencySampler openRateProbe(RunContext context, RandomGenerator random) {
    LatencySampler probe =
        new LatencySampler(environment.settings(), stateStore, context.clock(), random);
    context.setStatsSupplier(probe::requestStats);
    return probe;
  }

  /**
   * Opens another client, to check the permissions of the app. Its requests count as those of the
   * run.
   */
  AppDiagnosticsProbe openAppProbe(RunContext context, RandomGenerator random) {
    AppDiagnosticsProbe probe =
        new AppDiagnosticsProbe(
            SpotifyClient.open(environment.settings(), stateStore, context.clock(), random));
    context.setStatsSupplier(probe::requestStats);
    return probe;
  }

  /** Throws if the credentials are missing or invalid. */
  void checkCredentials() {
    SpotifySettings unused = environment.settings();
  }

  DataMode dataMode() {
    return environment.dataMode();
  }

  RefreshTokenStore refreshTokenStore() {
    return environment.refreshTokenStore();
  }

  LazySpotify spotify() {
    return spotify;
  }

  StateStore stateStore() {
    return stateStore;
  }

  @Override
  public void close() {
    CloseSequence.close(List.of(spotify, environment));
  }
}
