package pipeline;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Set;
import java.util.random.RandomGenerator;
import pipeline.audit.Doubt;
import pipeline.cli.Calls;
import pipeline.cli.Context;
import pipeline.cli.Outcome;
import pipeline.cli.SpotifyRules;
import pipeline.cli.Stages;
import pipeline.cli.Version;
import pipeline.extract.ExtractReleases;
import pipeline.extract.ExtractTracks;
import pipeline.extract.ReleaseRules;
import pipeline.extract.TrackRules;
import pipeline.lake.Lake;
import pipeline.load.Load;
import pipeline.tables.Capture;
import pipeline.tables.Run;
import pipeline.tables.Written;
import pipeline.transform.Transform;
import pipeline.transform.TransformRules;

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
  public Outcome transform(LocalDate date, TransformRules rules, Context context)
      throws IOException {
    try (Lake lake = lakes.open(context)) {
      return outcome(new Transform(run(lake, date, context), rules).run(), Calls.NONE);
    }
  }

  @Override
  public Outcome load(LocalDate date, Set<Doubt> failOn, Context context) throws IOException {
    try (Lake lake = lakes.open(context)) {
      return outcome(new Load(run(lake, date, context), failOn).run(), Calls.NONE).audited();
    }
  }

  private static Outcome outcome(Written written, Calls calls) {
    Capture capture = written.capture();
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

  private static Run run(Lake lake, LocalDate date, Context context) throws IOException {
    return new Run(lake, date, context.runId(), Version.text(), context.clock());
  }
}
