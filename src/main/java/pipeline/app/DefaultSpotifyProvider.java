package pipeline.app;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.run.SpotifyProvider;
import pipeline.lake.Lake;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.client.RateProbe;

/** Spotify for people, with the lake as its memory where there is one. */
final class DefaultSpotifyProvider implements SpotifyProvider {
  private final DefaultLakeProvider lakes;
  private final RandomGenerator random;

  DefaultSpotifyProvider(DefaultLakeProvider lakes, RandomGenerator random) {
    this.lakes = lakes;
    this.random = random;
  }

  @Override
  public <T> T visit(SpotifyConfig rules, RunContext context, Function<SpotifyApi, T> use) {
    try (LazyCloseable<Lake> lake = new LazyCloseable<>(() -> lakes.open(context));
        SpotifySession access =
            new SpotifySession(context, rules, () -> lake.get().store(), random)) {
      return use.apply(access.spotify().get());
    }
  }

  @Override
  public <T> T measure(SpotifyConfig rules, RunContext context, Function<RateProbe, T> use) {
    try (LazyCloseable<Lake> lake = new LazyCloseable<>(() -> lakes.open(context));
        SpotifySession access =
            new SpotifySession(context, rules, () -> lake.get().store(), random);
        RateProbe probe = access.probe(context, random)) {
      return use.apply(probe);
    }
  }
}
