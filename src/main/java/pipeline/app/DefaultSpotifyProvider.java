package pipeline.app;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.Services.SpotifyProvider;
import pipeline.cli.run.SpotifyConfig;
import pipeline.lake.Lake;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.client.LatencySampler;

/** Opens Spotify clients whose state is stored in the lake if it is available. */
final class DefaultSpotifyProvider implements SpotifyProvider {
  private final RandomGenerator random;

  DefaultSpotifyProvider(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public <T> T use(SpotifyConfig config, RunContext context, Function<SpotifyApi, T> action) {
    try (LazyCloseable<Lake> lake = new LazyCloseable<>(context::openLake);
        SpotifySession session =
            new SpotifySession(context, config, () -> lake.get().store(), random)) {
      return action.apply(session.spotify().get());
    }
  }

  @Override
  public <T> T useProbe(
      SpotifyConfig config, RunContext context, Function<LatencySampler, T> action) {
    try (LazyCloseable<Lake> lake = new LazyCloseable<>(context::openLake);
        SpotifySession session =
            new SpotifySession(context, config, () -> lake.get().store(), random);
        LatencySampler probe = session.openRateProbe(context, random)) {
      return action.apply(probe);
    }
  }
}
