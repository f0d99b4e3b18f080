package pipeline.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pipeline.audit.ListingAnomaly;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.transform.TransformConfig;

/** Stages that do nothing but remember how they were called, and fail where they are told to. */
class FakeStages implements Stages {
  final List<String> calls = new ArrayList<>();
  final Map<String, Exception> failures = new HashMap<>();
  Outcome outcome = done(true, Map.of());

  static Outcome done(boolean changed, Map<String, Long> rows) {
    return new Outcome(changed, rows, null, false, false, false, Calls.NONE, List.of());
  }

  ReleaseConfig releaseRules;
  TrackConfig trackRules;
  SpotifyRules spotifyRules;
  TransformConfig transformRules;
  Set<ListingAnomaly> failOn;
  Context context;

  /** From now on this stage fails for this date. */
  FakeStages failing(String stage, String date, Exception failure) {
    failures.put(stage + " " + date, failure);
    return this;
  }

  @Override
  public Outcome extractReleases(
      LocalDate date, ReleaseConfig releases, SpotifyRules spotify, Context with) throws Exception {
    releaseRules = releases;
    spotifyRules = spotify;
    return stage("extract-releases", date, with);
  }

  @Override
  public Outcome extractTracks(
      LocalDate date, TrackConfig tracks, SpotifyRules spotify, Context with) throws Exception {
    trackRules = tracks;
    spotifyRules = spotify;
    return stage("extract-tracks", date, with);
  }

  @Override
  public Outcome transform(LocalDate date, TransformConfig rules, Context with) throws Exception {
    transformRules = rules;
    return stage("transform", date, with);
  }

  @Override
  public Outcome load(LocalDate date, Set<ListingAnomaly> doubts, Context with) throws Exception {
    failOn = doubts;
    return stage("load", date, with);
  }

  private Outcome stage(String name, LocalDate date, Context with) throws Exception {
    context = with;
    calls.add(name + " " + date);
    with.countCallsBy(() -> new Calls(7, 2, 1));
    Exception failure = failures.get(name + " " + date);
    if (failure != null) {
      throw failure;
    }
    return outcome;
  }
}
