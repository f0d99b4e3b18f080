package pipeline.app;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Set;
import java.util.random.RandomGenerator;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.result.RequestCounts;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.run.StageRunner;
import pipeline.cli.run.Version;
import pipeline.extract.ExtractReleases;
import pipeline.extract.ExtractTracks;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.lake.Lake;
import pipeline.load.LoadStage;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.StageOutput;
import pipeline.tables.stage.StageRun;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformStage;

/** The four stages, each with its lake and, where it needs one, its Spotify. */
final class DefaultStageRunner implements StageRunner {
  private final DefaultLakeProvider lakes;
  private final RandomGenerator random;

  DefaultStageRunner(DefaultLakeProvider lakes, RandomGenerator random) {
    this.lakes = lakes;
    this.random = random;
  }

  @Override
  public StageResult extractReleases(
      LocalDate date, ReleaseConfig releases, SpotifyConfig spotify, RunContext context)
      throws IOException {
    Lake lake = lake(context);
    StageScopedSpotify api = new StageScopedSpotify(access(lake, spotify, context), context);
    StageRun run = run(lake, date, context);
    return outcome(
        new ExtractReleases(run, api.spotify(), api.facts(), releases, spotify.market()).run(),
        api.calls());
  }

  @Override
  public StageResult extractTracks(
      LocalDate date, TrackConfig tracks, SpotifyConfig spotify, RunContext context)
      throws IOException {
    Lake lake = lake(context);
    StageScopedSpotify api = new StageScopedSpotify(access(lake, spotify, context), context);
    try (ProgressBarListener meter = new ProgressBarListener("tracks", context.progress())) {
      StageRun run = run(lake, date, context);
      return outcome(
          new ExtractTracks(run, api.spotify(), tracks, spotify.allowPartial(), meter).run(),
          api.calls());
    }
  }

  @Override
  public StageResult transform(LocalDate date, TransformConfig rules, RunContext context)
      throws IOException {
    return outcome(
        new TransformStage(run(lake(context), date, context), rules).run(), RequestCounts.NONE);
  }

  @Override
  public StageResult load(LocalDate date, Set<ListingAnomaly> failOn, RunContext context)
      throws IOException {
    return outcome(
            new LoadStage(run(lake(context), date, context), failOn).run(), RequestCounts.NONE)
        .audited();
  }

  private Lake lake(RunContext context) {
    return context.opened(Lake.class, () -> lakes.open(context));
  }

  /** One for all stages: one token, one budget, one simulator. */
  private SpotifySession access(Lake lake, SpotifyConfig rules, RunContext context) {
    return context.opened(
        SpotifySession.class, () -> new SpotifySession(context, rules, lake.store(), random));
  }

  private static StageResult outcome(StageOutput written, RequestCounts calls) {
    CaptureMetadata capture = written.capture();
    return new StageResult(
        written.changed(),
        written.rows(),
        capture.source(),
        capture.late(),
        capture.partial(),
        capture.truncated(),
        calls,
        written.warnings());
  }

  private static StageRun run(Lake lake, LocalDate date, RunContext context) throws IOException {
    return new StageRun(
        lake, date, context.runId(), Version.text(), Version.code(), context.clock());
  }
}
