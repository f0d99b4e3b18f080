package pipeline.testing.cli;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import pipeline.cli.run.PlaylistService;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.Services;
import pipeline.cli.run.Services.SpotifyProvider;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.run.StageRunner;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.client.LatencySampler;
import pipeline.spotify.quota.FamilyUsage;

/** Creates services for tests. A test may only use the stages and the playlists. */
public final class FakeServices {
  private FakeServices() {}

  public static Services create(
      StageRunner stages, PlaylistService playlists, RandomGenerator random) {
    return new Services(
        stages,
        new UnusedSpotify(),
        playlists,
        () -> {
          throw new IOException("the classes are in no jar");
        },
        (dags, context, listener) -> {
          throw new AssertionError("a health check ran");
        },
        random);
  }

  private static final class UnusedSpotify implements SpotifyProvider {
    @Override
    public SpotifyApi open(SpotifyConfig config, RunContext context) {
      throw new AssertionError("Spotify was called");
    }

    @Override
    public LatencySampler openSampler(SpotifyConfig config, RunContext context) {
      throw new AssertionError("Spotify was called");
    }

    @Override
    public List<FamilyUsage> usage(RunContext context) {
      return List.of();
    }
  }
}
