package pipeline.testing.cli;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import pipeline.authorize.AuthorizationResult;
import pipeline.cli.run.PlaylistService;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.model.Track;
import pipeline.playlist.PlaylistId;
import pipeline.playlist.SelectedTrack;
import pipeline.spotify.api.RequestStats;

/** A playlist service that only records its calls. */
public class FakePlaylistService implements PlaylistService {
  public static final String TRACK = "4uLU6hMCjMI75M1A2tKUQC";

  public final List<String> calls = new ArrayList<>();
  boolean changed = true;
  public List<String> warnings = List.of();

  @Override
  public AuthorizationResult authorize(
      int port, Duration timeout, Consumer<URI> show, SpotifyConfig config, RunContext context) {
    calls.add("authorize " + port + " " + timeout);
    show.accept(URI.create("https://accounts.example/authorize?client_id=x"));
    return new AuthorizationResult(
        "Somebody",
        Instant.parse("2027-05-20T12:00:00Z"),
        new pipeline.spotify.api.RequestStats(2, 0, 0, Map.of()));
  }

  @Override
  public TrackAddition addRandomTrack(
      long seed, PlaylistId playlist, SpotifyConfig config, RunContext context) {
    calls.add(playlist == null ? "find " + seed : "add " + seed + " " + playlist.text());
    return added(playlist != null && changed);
  }

  private TrackAddition added(boolean now) {
    Track track = new Track(0, 1, 1, TRACK, "Song", 1000, null, List.of(), null, Map.of());
    return new TrackAddition(
        now, new SelectedTrack("ba", track), new RequestStats(3, 0, 0), warnings);
  }
}
