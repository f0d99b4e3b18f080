package pipeline.cli;

import java.util.function.Function;
import pipeline.spotify.RateProbe;
import pipeline.spotify.SpotifyApi;

/** Spotify for the commands that people call: opened for one use, closed after it. */
public interface SpotifyVisits {

  <T> T visit(SpotifyRules rules, Context context, Function<SpotifyApi, T> use);

  /** The same for measuring: nothing between the command and Spotify waits or tries again. */
  <T> T measure(SpotifyRules rules, Context context, Function<RateProbe, T> use);
}
