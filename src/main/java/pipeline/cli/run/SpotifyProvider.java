package pipeline.cli.run;

import java.util.function.Function;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.client.LatencySampler;

/**
 * Access to Spotify for the commands that write no table. A client is opened for one use and closed
 * after it.
 */
public interface SpotifyProvider {

  <T> T use(SpotifyConfig config, RunContext context, Function<SpotifyApi, T> action);

  /**
   * Runs an action with a sampler that sends each request directly: without a request budget, waits
   * and retries.
   */
  <T> T useProbe(SpotifyConfig config, RunContext context, Function<LatencySampler, T> action);
}
