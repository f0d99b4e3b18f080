package pipeline.cli.run;

import java.util.function.Function;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.client.RateProbe;

/** Spotify for the commands that people call: opened for one use, closed after it. */
public interface SpotifyProvider {

  <T> T visit(SpotifyConfig rules, RunContext context, Function<SpotifyApi, T> use);

  /** The same for measuring: nothing between the command and Spotify waits or tries again. */
  <T> T measure(SpotifyConfig rules, RunContext context, Function<RateProbe, T> use);
}
