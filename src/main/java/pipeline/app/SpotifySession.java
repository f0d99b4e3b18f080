package pipeline.app;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.extract.SearchPageCache.SearchPageMemory;
import pipeline.lake.Lake;
import pipeline.lake.store.CloseSequence;
import pipeline.lake.store.ObjectStore;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.AppDiagnosticsProbe;
import pipeline.spotify.client.LatencySampler;
import pipeline.spotify.client.SpotifyClient;
import pipeline.tables.stage.DataMode;

/** The Spotify client and the state of one command. The client is opened at its first use. */
final class SpotifySession implements AutoCloseable {
  private final SpotifyEnvironment environment;
  private final StateStore stateStore;
  private final SearchPageMemory searchPages = new SearchPageMemory();
  private final LazySpotify spotify;

  /**
   * Creates a session.
   *
   * @param writesTables whether the command writes tables. Such a command marks the lake as real or
   *     simulated. Other commands use the lake only to store state, and also work if there is no
   *     lake.
   */
  SpotifySession(
      RunContext context, SpotifyConfig config, RandomGenerator random, boolean writesTables) {
    this.environment = new SpotifyEnvironment(context, config);
    this.stateStore =
        writesTables
            ? new LakeStateStore(context.lake().store(), environment::clientId, context.clock())
            : context.simulation().isEmpty() ? bestEffortStore(context) : StateStore.inMemory();
    this.spotify =
        new LazySpotify(
            () -> {
              // Read first, because a run without credentials must not mark the lake as real or
              // simulated.
              SpotifySettings settings = environment.settings();
              if (!writesTables) {
                return SpotifyClient.open(settings, stateStore, context.clock(), random);
              }
              Lake lake = context.lake();
              Supplier<?> unused = lake.prefetch(() -> stateStore.knownNames(""));
              Supplier<SpotifyApi> client =
                  lake.prefetch(
                      () -> SpotifyClient.open(settings, stateStore, context.clock(), random));
              environment.dataMode().claim(lake.store());
              return client.get();
            });
    context.setStatsSupplier(spotify::requestStats);
  }

  private StateStore bestEffortStore(RunContext context) {
    return new BestEffortStateStore(
        () -> {
          ObjectStore store = context.lake().store();
          return environment.dataMode().isCompatibleWith(store)
              ? Optional.of(new LakeStateStore(store, environment::clientId, context.clock()))
              : Optional.empty();
        });
  }

  /**
   * Opens a separate client for measurements. After this call, the result of the run counts only
   * the requests of this client, and not those of {@link #spotify}.
   */
  LatencySampler openRateProbe(RunContext context, RandomGenerator random) {
    LatencySampler probe =
        new LatencySampler(environment.settings(), stateStore, context.clock(), random);
    context.setStatsSupplier(probe::requestStats);
    return probe;
  }

  /**
   * Opens a separate client that checks the permissions of the app. After this call, the result of
   * the run counts only the requests of this client, and not those of {@link #spotify}.
   */
  AppDiagnosticsProbe openAppProbe(RunContext context, RandomGenerator random) {
    AppDiagnosticsProbe probe =
        new AppDiagnosticsProbe(
            SpotifyClient.open(environment.settings(), stateStore, context.clock(), random));
    context.setStatsSupplier(probe::requestStats);
    return probe;
  }

  /** Checks that the credentials are set, and throws if one is missing or invalid. */
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

  SearchPageMemory searchPages() {
    return searchPages;
  }

  @Override
  public void close() {
    CloseSequence.close(List.of(spotify, environment));
  }
}
