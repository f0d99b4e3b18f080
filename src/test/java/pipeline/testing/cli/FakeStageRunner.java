package pipeline.testing.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.run.StageRunner;
import pipeline.cli.run.UnchangedDates;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.spotify.api.RequestStats;
import pipeline.transform.TransformConfig;

/** A stage runner that records its calls and fails for chosen dates. */
public class FakeStageRunner implements StageRunner {
  public final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final Map<String, Exception> failures = new HashMap<>();
  public StageResult outcome = result(true, Map.of());

  public static StageResult result(boolean changed, Map<String, Long> rows) {
    return new StageResult(changed, rows, null, false, false, false, RequestStats.NONE, List.of());
  }

  public ReleaseConfig releaseConfig;
  public TrackConfig trackConfig;
  public SpotifyConfig spotifyConfig;
  public TransformConfig transformConfig;
  public Set<ListingAnomaly> failOn;
  public RunContext context;
  public UnchangedDates unchanged = UnchangedDates.NONE;

  /** Makes a stage fail for a date. */
  public FakeStageRunner failFor(String stage, String date, Exception failure) {
    failures.put(stage + " " + date, failure);
    return this;
  }

  @Override
  public String planCalls(
      LocalDate from,
      LocalDate to,
      ReleaseConfig releases,
      TrackConfig tracks,
      SpotifyConfig spotify,
      RunContext with) {
    return "plan of " + from + " to " + to;
  }

  @Override
  public UnchangedDates findUnchanged(
      LocalDate from,
      LocalDate to,
      ReleaseConfig releases,
      TrackConfig tracks,
      TransformConfig rows,
      Set<ListingAnomaly> doubts,
      RunContext with) {
    return unchanged;
  }

  @Override
  public void warmUp(RunContext with) {}

  @Override
  public StageResult extractReleases(
      LocalDate date, ReleaseConfig releases, SpotifyConfig spotify, RunContext with)
      throws Exception {
    releaseConfig = releases;
    spotifyConfig = spotify;
    return stage("extract-releases", date, with);
  }

  @Override
  public StageResult extractTracks(
      LocalDate date, TrackConfig tracks, SpotifyConfig spotify, RunContext with) throws Exception {
    trackConfig = tracks;
    spotifyConfig = spotify;
    return stage("extract-tracks", date, with);
  }

  @Override
  public StageResult transform(LocalDate date, TransformConfig rules, RunContext with)
      throws Exception {
    transformConfig = rules;
    return stage("transform", date, with);
  }

  @Override
  public StageResult load(LocalDate date, Set<ListingAnomaly> doubts, RunContext with)
      throws Exception {
    failOn = doubts;
    return stage("load", date, with);
  }

  private StageResult stage(String name, LocalDate date, RunContext with) throws Exception {
    context = with;
    calls.add(name + " " + date);
    with.setStatsSupplier(() -> new RequestStats(7, 2, 1));
    Exception failure = failures.get(name + " " + date);
    if (failure != null) {
      throw failure;
    }
    return outcome;
  }
}
