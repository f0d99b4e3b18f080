package pipeline.cli.run;

import java.util.function.Function;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.client.LatencySampler;

/** Spotify for the commands that people call: opened for one use, closed after it. */
public interface SpotifyProvider {

  <T> T use(SpotifyConfig config, RunContext context, Function<SpotifyApi, T> action);

  /** The same for measuring: nothing between the command and Spotify waits or tries again. */
  <T> T useProbe(SpotifyConfig config, RunContext context, Function<LatencySampler, T> action);
}
