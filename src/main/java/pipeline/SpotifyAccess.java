package pipeline;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.cli.Calls;
import pipeline.cli.Context;
import pipeline.cli.Simulation;
import pipeline.cli.SpotifyRules;
import pipeline.cli.settings.Settings;
import pipeline.cli.settings.SpotifyCredentials;
import pipeline.lake.ObjectStore;
import pipeline.simulator.Simulator;
import pipeline.simulator.SimulatorOptions;
import pipeline.spotify.Facts;
import pipeline.spotify.LazySpotify;
import pipeline.spotify.RateProbe;
import pipeline.spotify.SpotifyClient;
import pipeline.spotify.SpotifySettings;

/** Spotify, or the simulator in its place, as a run's settings say. */
final class SpotifyAccess implements AutoCloseable {
  private static final String SIMULATOR = "simulator";

  private final Context context;
  private final SpotifyRules rules;
  private final @Nullable Simulation simulation;
  private final Facts facts;
  private final LazySpotify spotify;
  private @Nullable Simulator simulator;

  SpotifyAccess(Context context, SpotifyRules rules, ObjectStore store, RandomGenerator random) {
    this.context = context;
    this.rules = rules;
    this.simulation = context.simulation().orElse(null);
    this.facts = new LakeFacts(store, this::clientId);
    this.spotify =
        new LazySpotify(
            () -> {
              kind().claim(store);
              return SpotifyClient.open(settings(), facts, context.clock(), random);
            });
    context.countCallsBy(this::calls);
  }

  /**
   * For who writes no table: the lake only remembers, and nothing is lost where it is not there.
   */
  SpotifyAccess(
      Context context, SpotifyRules rules, Supplier<ObjectStore> store, RandomGenerator random) {
    this.context = context;
    this.rules = rules;
    this.simulation = context.simulation().orElse(null);
    this.facts = simulation == null ? remembered(store) : Facts.inMemory();
    this.spotify =
        new LazySpotify(() -> SpotifyClient.open(settings(), facts, context.clock(), random));
    context.countCallsBy(this::calls);
  }

  private Facts remembered(Supplier<ObjectStore> store) {
    return new FactsIfThere(
        () -> {
          ObjectStore opened = store.get();
          return kind().suits(opened)
              ? Optional.of(new LakeFacts(opened, this::clientId))
              : Optional.empty();
        });
  }

  /** Another client, for measuring; its calls are those of the run. */
  RateProbe probe(RandomGenerator random) {
    RateProbe probe = RateProbe.open(settings(), facts, context.clock(), random);
    context.countCallsBy(() -> calls(probe.calls()));
    return probe;
  }

  private String clientId() {
    return simulation == null ? credentials().clientId() : SIMULATOR;
  }

  LazySpotify spotify() {
    return spotify;
  }

  Facts facts() {
    return facts;
  }

  Calls calls() {
    return calls(spotify.calls());
  }

  private static Calls calls(pipeline.spotify.Calls calls) {
    return new Calls(calls.requests(), calls.retries(), calls.throttled(), calls.byKind());
  }

  private SpotifyCredentials credentials() {
    return context.settings().spotifyCredentials();
  }

  /** A Spotify on this machine can only be a simulator. */
  private LakeKind kind() {
    return simulation != null || Settings.isLoopback(context.settings().spotifyApi())
        ? LakeKind.SIMULATED
        : LakeKind.REAL;
  }

  private SpotifySettings settings() {
    return simulation == null ? configured() : simulated(simulation);
  }

  private SpotifySettings simulated(Simulation simulation) {
    simulator =
        Simulator.start(
            SimulatorOptions.DEFAULTS.withSeed(simulation.seed()).withApp(simulation.app()),
            0,
            context.clock());
    return settings(simulator.apiUrl(), simulator.accountsUrl(), SIMULATOR, SIMULATOR);
  }

  private SpotifySettings configured() {
    Settings settings = context.settings();
    SpotifyCredentials credentials = credentials();
    return settings(
        settings.spotifyApi(),
        settings.spotifyAccounts(),
        credentials.clientId(),
        credentials.clientSecret().reveal());
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
    spotify.close();
    if (simulator != null) {
      simulator.close();
    }
  }
}
