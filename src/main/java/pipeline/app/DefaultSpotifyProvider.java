package pipeline.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.Services.SpotifyProvider;
import pipeline.cli.run.SpotifyConfig;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.client.LatencySampler;
import pipeline.spotify.quota.FamilyUsage;

/**
 * Opens Spotify clients. Their state is in the lake; it is in memory if the lake is unavailable or
 * Spotify is simulated.
 */
final class DefaultSpotifyProvider implements SpotifyProvider {
  private final RandomGenerator random;

  DefaultSpotifyProvider(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public SpotifyApi open(SpotifyConfig config, RunContext context) {
    return session(config, context).spotify().get();
  }

  @Override
  public LatencySampler openSampler(SpotifyConfig config, RunContext context) {
    SpotifySession session = session(config, context);
    return context.shared(LatencySampler.class, () -> session.openRateProbe(context, random));
  }

  @Override
  public List<FamilyUsage> usage(RunContext context) {
    Optional<String> clientId =
        context.simulation().isPresent()
            ? Optional.of(SpotifyEnvironment.SIMULATOR)
            : context.settings().findSpotifyClientId();
    return clientId
        .map(id -> new LakeStateStore(context.lake().store(), () -> id, context.clock()))
        .map(stateStore -> FamilyUsage.read(stateStore, context.clock(), Map.of()))
        .orElse(List.of());
  }

  private SpotifySession session(SpotifyConfig config, RunContext context) {
    return context.shared(
        SpotifySession.class, () -> new SpotifySession(context, config, random, false));
  }
}
