package pipeline.cli.run;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import pipeline.authorize.AuthorizationResult;
import pipeline.cli.result.StageResult;
import pipeline.playlist.PlaylistId;
import pipeline.playlist.SelectedTrack;
import pipeline.spotify.api.RequestStats;

/** What commands do with playlists; what is thrown is named in {@code ExitCodeMapper}. */
public interface PlaylistService {

  /**
   * What became of a random track.
   *
   * @param changed whether the playlist has it only now
   */
  record TrackAddition(
      boolean changed, SelectedTrack track, RequestStats calls, List<String> warnings) {
    public TrackAddition {
      warnings = List.copyOf(warnings);
    }

    public StageResult toResult() {
      return StageResult.fromStats(calls).withChanged(changed).withWarnings(warnings);
    }
  }

  /**
   * Waits until a user has agreed in a browser.
   *
   * @param show is told where the browser has to go
   */
  AuthorizationResult authorize(
      int port, Duration timeout, Consumer<URI> show, SpotifyConfig config, RunContext context)
      throws Exception;

  /** Finds a random track, which needs no user. */
  TrackAddition find(long seed, SpotifyConfig config, RunContext context) throws Exception;

  /** Finds a random track and leaves the playlist with it. */
  TrackAddition add(long seed, PlaylistId playlist, SpotifyConfig config, RunContext context)
      throws Exception;
}
