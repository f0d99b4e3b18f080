package pipeline;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Set;
import java.util.random.RandomGenerator;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.Calls;
import pipeline.cli.Context;
import pipeline.cli.Outcome;
import pipeline.cli.SpotifyRules;
import pipeline.cli.Stages;
import pipeline.cli.Version;
import pipeline.extract.ExtractReleases;
import pipeline.extract.ExtractTracks;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.lake.Lake;
import pipeline.load.LoadStage;
import pipeline.tables.CaptureMetadata;
import pipeline.tables.StageOutput;
import pipeline.tables.StageRun;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformStage;

/** The four stages, each with its lake and, where it needs one, its Spotify. */
final class WiredStages implements Stages {
  private final Lakes lakes;
  private final RandomGenerator random;

  WiredStages(Lakes lakes, RandomGenerator random) {
    this.lakes = lakes;
    this.random = random;
  }

  @Override
  public Outcome extractReleases(
      LocalDate date, ReleaseConfig releases, SpotifyRules spotify, Context context)
      throws IOException {
    Lake lake = lake(context);
    StageSpotify api = new StageSpotify(access(lake, spotify, context), context);
    StageRun run = run(lake, date, context);
    return outcome(
        new ExtractReleases(run, api.spotify(), api.facts(), releases, spotify.market()).run(),
        api.calls());
  }

  @Override
  public Outcome extractTracks(
      LocalDate date, TrackConfig tracks, SpotifyRules spotify, Context context)
      throws IOException {
    Lake lake = lake(context);
    StageSpotify api = new StageSpotify(access(lake, spotify, context), context);
    try (StageMeter meter = new StageMeter("tracks", context.progress())) {
      StageRun run = run(lake, date, context);
      return outcome(
          new ExtractTracks(run, api.spotify(), tracks, spotify.allowPartial(), meter).run(),
          api.calls());
    }
  }

  @Override
  public Outcome transform(LocalDate date, TransformConfig rules, Context context)
      throws IOException {
    return outcome(new TransformStage(run(lake(context), date, context), rules).run(), Calls.NONE);
  }

  @Override
  public Outcome load(LocalDate date, Set<ListingAnomaly> failOn, Context context)
      throws IOException {
    return outcome(new LoadStage(run(lake(context), date, context), failOn).run(), Calls.NONE)
        .audited();
  }

  private Lake lake(Context context) {
    return context.opened(Lake.class, () -> lakes.open(context));
  }

  /** One for all stages: one token, one budget, one simulator. */
  private SpotifyAccess access(Lake lake, SpotifyRules rules, Context context) {
    return context.opened(
        SpotifyAccess.class, () -> new SpotifyAccess(context, rules, lake.store(), random));
  }

  private static Outcome outcome(StageOutput written, Calls calls) {
    CaptureMetadata capture = written.capture();
    return new Outcome(
        written.changed(),
        written.rows(),
        capture.source(),
        capture.late(),
        capture.partial(),
        capture.truncated(),
        calls,
        written.warnings());
  }

  private static StageRun run(Lake lake, LocalDate date, Context context) throws IOException {
    return new StageRun(
        lake, date, context.runId(), Version.text(), Version.code(), context.clock());
  }
}
