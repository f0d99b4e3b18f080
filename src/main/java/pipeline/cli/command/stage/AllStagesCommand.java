package pipeline.cli.command.stage;

import java.time.LocalDate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import pipeline.cli.command.LakeCommand;
import pipeline.cli.option.FailOnOption;
import pipeline.cli.option.ReleaseOptions;
import pipeline.cli.option.ReplaceOption;
import pipeline.cli.option.SpotifyOptions;
import pipeline.cli.option.TrackOptions;
import pipeline.cli.option.TransformOptions;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.RunReport;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.run.StageRunner;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.tables.stage.Stage;
import pipeline.transform.TransformConfig;

/** A command that runs the four stages, a date after the other. */
abstract class AllStagesCommand extends LakeCommand {
  @Mixin ReplaceOption replacing = new ReplaceOption();

  @ArgGroup(validate = false, order = 10, heading = "%nThe listing:%n")
  ReleaseOptions releases = new ReleaseOptions();

  @ArgGroup(validate = false, order = 20, heading = "%nThe tracks:%n")
  TrackOptions tracks = new TrackOptions();

  @ArgGroup(validate = false, order = 22, heading = "%nThe rows:%n")
  TransformOptions rows = new TransformOptions();

  @ArgGroup(validate = false, order = 24, heading = "%nThe audits:%n")
  FailOnOption failOn = new FailOnOption();

  @ArgGroup(validate = false, order = 30, heading = "%nSpotify:%n")
  SpotifyOptions spotify = new SpotifyOptions();

  AllStagesCommand(CommandSession session) {
    super(session);
  }

  /** Runs the stages of a date in their order; the first that fails ends it. */
  final void runStages(LocalDate date, RunContext context, RunReport report) throws Exception {
    ReleaseConfig releaseRules = releases.rules(replacing.replace, context.workingFolder());
    TrackConfig trackRules = tracks.rules(replacing.replace);
    SpotifyConfig spotifyRules = spotify.rules();
    StageRunner stages = session.stages();
    String ds = date.toString();
    session.stage(
        Stage.EXTRACT_RELEASES.command(),
        ds,
        context,
        report,
        own -> stages.extractReleases(date, releaseRules, spotifyRules, own));
    session.stage(
        Stage.EXTRACT_TRACKS.command(),
        ds,
        context,
        report,
        own -> stages.extractTracks(date, trackRules, spotifyRules, own));
    TransformConfig transformRules = rows.rules();
    session.stage(
        Stage.TRANSFORM.command(),
        ds,
        context,
        report,
        own -> stages.transform(date, transformRules, own));
    session.stage(
        Stage.LOAD.command(), ds, context, report, own -> stages.load(date, failOn.doubts(), own));
  }
}
