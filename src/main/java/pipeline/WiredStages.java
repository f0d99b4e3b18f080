package pipeline;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import pipeline.cli.Calls;
import pipeline.cli.Context;
import pipeline.cli.Outcome;
import pipeline.cli.SpotifyRules;
import pipeline.cli.Stages;
import pipeline.cli.Version;
import pipeline.extract.ExtractReleases;
import pipeline.extract.ExtractTracks;
import pipeline.extract.Extracted;
import pipeline.extract.ReleaseRules;
import pipeline.extract.TrackRules;
import pipeline.lake.Lake;
import pipeline.load.Load;
import pipeline.tables.Capture;
import pipeline.tables.Run;
import pipeline.transform.Transform;

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
      LocalDate date, ReleaseRules releases, SpotifyRules spotify, Context context)
      throws IOException {
    try (Lake lake = lakes.open(context);
        SpotifyAccess access = new SpotifyAccess(context, spotify, lake.store(), random)) {
      Run run = run(lake, date, context);
      return outcome(
          new ExtractReleases(run, access.spotify(), access.facts(), releases, spotify.market())
              .run(),
          access.calls());
    }
  }

  @Override
  public Outcome extractTracks(
      LocalDate date, TrackRules tracks, SpotifyRules spotify, Context context) throws IOException {
    try (Lake lake = lakes.open(context);
        SpotifyAccess access = new SpotifyAccess(context, spotify, lake.store(), random);
        StageMeter meter = new StageMeter("tracks", context.progress())) {
      Run run = run(lake, date, context);
      return outcome(
          new ExtractTracks(run, access.spotify(), tracks, spotify.allowPartial(), meter).run(),
          access.calls());
    }
  }

  @Override
  public Outcome transform(LocalDate date, double maxRejects, Context context) throws IOException {
    try (Lake lake = lakes.open(context)) {
      Transform.Written written = new Transform(run(lake, date, context), maxRejects).run();
      return outcome(written.changed(), written.rows(), written.capture(), Calls.NONE, List.of());
    }
  }

  @Override
  public Outcome load(LocalDate date, Context context) throws IOException {
    try (Lake lake = lakes.open(context)) {
      Load.Written written = new Load(run(lake, date, context)).run();
      return outcome(
          written.changed(), written.rows(), written.capture(), Calls.NONE, written.warnings());
    }
  }

  private static Outcome outcome(Extracted extracted, Calls calls) {
    return outcome(
        extracted.changed(), extracted.rows(), extracted.capture(), calls, extracted.warnings());
  }

  private static Outcome outcome(
      boolean changed,
      Map<String, Long> rows,
      Capture capture,
      Calls calls,
      List<String> warnings) {
    return new Outcome(
        changed,
        rows,
        capture.source(),
        capture.late(),
        capture.partial(),
        capture.truncated(),
        calls,
        warnings);
  }

  private static Run run(Lake lake, LocalDate date, Context context) throws IOException {
    return new Run(lake, date, context.runId(), Version.text(), context.clock());
  }
}
