package pipeline.cli.run;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pipeline.authorize.AuthorizationResult;
import pipeline.cli.result.StageResult;
import pipeline.playlist.PlaylistId;
import pipeline.playlist.SelectedTrack;
import pipeline.spotify.api.RequestStats;

/**
 * The playlist operations of the commands. {@code ExitCodeMapper} lists the exceptions that these
 * methods throw.
 */
public interface PlaylistService {

  /**
   * The outcome of adding a random track.
   *
   * @param changed whether the track was added to the playlist
   */
  record TrackAddition(
      boolean changed, SelectedTrack track, RequestStats calls, List<String> warnings) {
    public TrackAddition {
      warnings = List.copyOf(warnings);
    }

    public StageResult toResult() {
      return StageResult.fromStats(calls).with(changed, Map.of(), warnings);
    }
  }

  /**
   * Waits until a user authorizes the app in a browser.
   *
   * @param show called once before the wait, with the address that the user must open in a browser
   */
  AuthorizationResult authorize(
      int port, Duration timeout, Consumer<URI> show, SpotifyConfig config, RunContext context)
      throws Exception;

  /**
   * Finds a random track and adds it to the playlist unless the playlist contains it.
   *
   * @param playlist the playlist of a user who has authorized the app; null to find a track without
   *     a playlist and without an authorization
   */
  TrackAddition addRandomTrack(
      long seed, @Nullable PlaylistId playlist, SpotifyConfig config, RunContext context)
      throws Exception;
}
