package pipeline.cli;

import java.util.function.Function;
import pipeline.spotify.RateProbe;
import pipeline.spotify.SpotifyApi;

/** Where no command shall get as far as Spotify. */
final class NoVisits implements SpotifyVisits {
  @Override
  public <T> T visit(SpotifyRules rules, Context context, Function<SpotifyApi, T> use) {
    throw new AssertionError("Spotify was asked");
  }

  @Override
  public <T> T measure(SpotifyRules rules, Context context, Function<RateProbe, T> use) {
    throw new AssertionError("Spotify was asked");
  }
}
