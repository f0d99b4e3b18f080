package pipeline.cli;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import pipeline.authorize.Authorized;
import pipeline.playlist.Found;
import pipeline.playlist.PlaylistId;

/** What commands do with playlists; what is thrown is named in {@code Failures}. */
public interface PlaylistWork {

  /**
   * What became of a random track.
   *
   * @param changed whether the playlist has it only now
   */
  record Added(boolean changed, Found found, Calls calls, List<String> warnings) {
    public Added {
      warnings = List.copyOf(warnings);
    }

    Outcome outcome() {
      return new Outcome(changed, Map.of(), null, false, false, false, calls, warnings);
    }
  }

  /**
   * Waits until a user has agreed in a browser.
   *
   * @param show is told where the browser has to go
   */
  Authorized authorize(
      int port, Duration patience, Consumer<URI> show, SpotifyRules rules, Context context)
      throws Exception;

  /** Finds a random track, which needs no user. */
  Added find(long seed, SpotifyRules rules, Context context) throws Exception;

  /** Finds a random track and leaves the playlist with it. */
  Added add(long seed, PlaylistId playlist, SpotifyRules rules, Context context) throws Exception;
}
