package pipeline.testing.cli;

import java.util.function.Function;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.run.SpotifyProvider;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.client.LatencySampler;

/** Where no command shall get as far as Spotify. */
public final class UnusedSpotifyProvider implements SpotifyProvider {
  @Override
  public <T> T use(SpotifyConfig rules, RunContext context, Function<SpotifyApi, T> use) {
    throw new AssertionError("Spotify was asked");
  }

  @Override
  public <T> T useProbe(SpotifyConfig rules, RunContext context, Function<LatencySampler, T> use) {
    throw new AssertionError("Spotify was asked");
  }
}
