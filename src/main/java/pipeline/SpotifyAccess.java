package pipeline;

import java.util.random.RandomGenerator;
import pipeline.cli.Calls;
import pipeline.cli.Context;
import pipeline.cli.SpotifyRules;
import pipeline.lake.ObjectStore;
import pipeline.spotify.Facts;
import pipeline.spotify.LazySpotify;
import pipeline.spotify.SpotifyClient;

/** Spotify for the stages, opened at the first use, with what was learnt about the app. */
final class SpotifyAccess implements AutoCloseable {
  private final SpotifyPlace place;
  private final LakeFacts facts;
  private final LazySpotify spotify;

  SpotifyAccess(Context context, SpotifyRules rules, ObjectStore store, RandomGenerator random) {
    this.place = new SpotifyPlace(context, rules);
    this.facts = new LakeFacts(store, place::clientId);
    this.spotify =
        new LazySpotify(
            () -> {
              place.kind().claim(store);
              return SpotifyClient.open(place.settings(), facts, context.clock(), random);
            });
    context.countCallsBy(this::calls);
  }

  LazySpotify spotify() {
    return spotify;
  }

  Facts facts() {
    return facts;
  }

  Calls calls() {
    var calls = spotify.calls();
    return new Calls(calls.requests(), calls.retries(), calls.throttled());
  }

  @Override
  public void close() {
    spotify.close();
    place.close();
  }
}
