package pipeline.app;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import pipeline.cli.result.RequestCounts;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.lake.store.CloseSequence;
import pipeline.lake.store.ObjectStore;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.AppProbe;
import pipeline.spotify.client.RateProbe;
import pipeline.spotify.client.SpotifyClient;
import pipeline.tables.stage.DataMode;

/**
 * Spotify for the stages of a command, opened at the first use, with what was learnt about the app.
 */
final class SpotifySession implements AutoCloseable {
  private final SpotifyEnvironment place;
  private final StateStore facts;
  private final LazySpotify spotify;

  SpotifySession(
      RunContext context, SpotifyConfig rules, ObjectStore store, RandomGenerator random) {
    this.place = new SpotifyEnvironment(context, rules);
    this.facts = new LakeStateStore(store, place::clientId);
    this.spotify =
        new LazySpotify(
            () -> {
              SpotifySettings settings = place.settings(); // without credentials nothing is claimed
              place.kind().claim(store);
              return SpotifyClient.open(settings, facts, context.clock(), random);
            });
  }

  /**
   * For who writes no table: the lake only remembers, and nothing is lost where it is not there.
   */
  SpotifySession(
      RunContext context,
      SpotifyConfig rules,
      Supplier<ObjectStore> store,
      RandomGenerator random) {
    this.place = new SpotifyEnvironment(context, rules);
    this.facts = context.simulation().isEmpty() ? remembered(store) : StateStore.inMemory();
    this.spotify =
        new LazySpotify(() -> SpotifyClient.open(place.settings(), facts, context.clock(), random));
    context.countCallsBy(this::calls);
  }

  private StateStore remembered(Supplier<ObjectStore> store) {
    return new BestEffortStateStore(
        () -> {
          ObjectStore opened = store.get();
          return place.kind().isCompatibleWith(opened)
              ? Optional.of(new LakeStateStore(opened, place::clientId))
              : Optional.empty();
        });
  }

  /** Another client, for measuring; its calls are those of the run. */
  RateProbe probe(RunContext context, RandomGenerator random) {
    RateProbe probe = RateProbe.open(place.settings(), facts, context.clock(), random);
    context.countCallsBy(() -> calls(probe.requestStats()));
    return probe;
  }

  /** Another client, for looking at the app; its calls are those of the run. */
  AppProbe appProbe(RunContext context, RandomGenerator random) {
    AppProbe probe = AppProbe.open(place.settings(), facts, context.clock(), random);
    context.countCallsBy(() -> calls(probe.requestStats()));
    return probe;
  }

  /** Throws where there are none, or they make no sense. */
  void requireCredentials() {
    SpotifySettings unused = place.settings();
  }

  DataMode kind() {
    return place.kind();
  }

  RefreshTokenStore tokens() {
    return place.tokens();
  }

  LazySpotify spotify() {
    return spotify;
  }

  StateStore facts() {
    return facts;
  }

  RequestCounts calls() {
    return calls(spotify.requestStats());
  }

  static RequestCounts calls(pipeline.spotify.api.RequestStats calls) {
    return new RequestCounts(calls.requests(), calls.retries(), calls.throttled(), calls.byKind());
  }

  @Override
  public void close() {
    CloseSequence.close(List.of(spotify, place));
  }
}
