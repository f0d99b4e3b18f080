package pipeline.app;

import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.console.ProgressTask;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.run.StageRunner;
import pipeline.cli.run.UnchangedDates;
import pipeline.cli.run.Version;
import pipeline.extract.CallPlan;
import pipeline.extract.ExtractReleases;
import pipeline.extract.ExtractTracks;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.load.LoadStage;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.quota.FamilyUsage;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.StageOutput;
import pipeline.tables.stage.StageRun;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformStage;

/** Runs the stages with the lake, the Spotify client and the progress display of a command. */
final class DefaultStageRunner implements StageRunner {
  private final RandomGenerator random;

  DefaultStageRunner(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String planCalls(
      LocalDate from,
      LocalDate to,
      ReleaseConfig releases,
      TrackConfig tracks,
      SpotifyConfig spotify,
      RunContext context) {
    CallPlan plan =
        CallPlan.create(
            context.lake(), from, to, releases, tracks.refetch(), context.clock().instant());
    if (plan.dates() == 0) {
      return "plan: all dates have partitions, so only incomplete or outdated tracks need calls to"
          + " Spotify";
    }
    // The state is read only if it is needed, because reading it requires a client ID.
    StateStore stateStore = spotifySession(spotify, context).stateStore();
    int batchSize = stateStore.findBatchPermission().orElse(false) ? SpotifyApi.BATCH_SIZE : 1;
    return plan.format(
        batchSize, FamilyUsage.read(stateStore, context.clock(), spotify.requestsPerDay()));
  }

  @Override
  public UnchangedDates findUnchanged(
      LocalDate from,
      LocalDate to,
      ReleaseConfig releases,
      TrackConfig tracks,
      TransformConfig rows,
      Set<ListingAnomaly> failOn,
      RunContext context)
      throws IOException {
    return new UnchangedDateFinder(stageRun(from, context), releases, tracks, rows, failOn)
        .find(to);
  }

  @Override
  public void warmUp(RunContext context) {
    context.lake().warmUp(RawRelease.TABLE);
    context.lake().awaitWarmUp();
  }

  @Override
  public StageResult extractReleases(
      LocalDate date, ReleaseConfig releases, SpotifyConfig spotify, RunContext context)
      throws IOException {
    SpotifySession session = spotifySession(spotify, context);
    try (LazySpotify api = stageSpotify(session, context)) {
      StageRun run = stageRun(date, context);
      return toResult(
          run,
          new ExtractReleases(
                  run, api, session.stateStore(), releases, spotify.market(), session.searchPages())
              .run(),
          api.requestStats());
    }
  }

  @Override
  public StageResult extractTracks(
      LocalDate date, TrackConfig tracks, SpotifyConfig spotify, RunContext context)
      throws IOException {
    try (LazySpotify api = stageSpotify(spotifySession(spotify, context), context);
        ProgressTask progress = context.progress().start("tracks", 0)) {
      StageRun run = stageRun(date, context);
      return toResult(
          run,
          new ExtractTracks(run, api, tracks, spotify.allowPartial(), progress::update).run(),
          api.requestStats());
    }
  }

  @Override
  public StageResult transform(LocalDate date, TransformConfig config, RunContext context)
      throws IOException {
    StageRun run = stageRun(date, context);
    return toResult(run, new TransformStage(run, config).run(), RequestStats.NONE);
  }

  @Override
  public StageResult load(LocalDate date, Set<ListingAnomaly> failOn, RunContext context)
      throws IOException {
    StageRun run = stageRun(date, context);
    return toResult(run, new LoadStage(run, failOn).run(), RequestStats.NONE).withAuditStatus();
  }

  /** Returns a view of the session's client that counts only the requests of this stage. */
  private static LazySpotify stageSpotify(SpotifySession session, RunContext context) {
    LazySpotify spotify = session.spotify().withOwnCount();
    context.setStatsSupplier(spotify::requestStats);
    return spotify;
  }

  /**
   * Returns the session that all stages of the command share: one access token, one request budget
   * and one simulator.
   */
  private SpotifySession spotifySession(SpotifyConfig config, RunContext context) {
    return context.shared(
        SpotifySession.class, () -> new SpotifySession(context, config, random, true));
  }

  static StageResult toResult(StageRun run, StageOutput written, RequestStats calls) {
    CaptureMetadata capture = written.capture();
    Map<String, Long> published = run.lineage().writtenBytes();
    Map<String, Long> writtenBytes = new LinkedHashMap<>();
    written
        .rows()
        .keySet()
        .forEach(table -> writtenBytes.put(table, published.getOrDefault(table, 0L)));
    return new StageResult(
            written.changed(),
            written.rows(),
            capture.source(),
            capture.late(),
            capture.partial(),
            capture.truncated(),
            calls,
            written.warnings())
        .withWrittenBytes(writtenBytes);
  }

  private static StageRun stageRun(LocalDate date, RunContext context) throws IOException {
    return new StageRun(
        context.lake(),
        date,
        context.runId(),
        Version.text(),
        Version.codeHash(),
        context.clock(),
        context.lineage());
  }
}
