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
import pipeline.cli.result.RunReport;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.run.StageRunner;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.tables.stage.Stage;
import pipeline.transform.TransformConfig;

/** A command that runs the four stages for one date after the other. */
abstract class AllStagesCommand extends LakeCommand {
  @Mixin ReplaceOption replaceOption = new ReplaceOption();

  @ArgGroup(validate = false, order = 10, heading = "%nListing:%n")
  ReleaseOptions releases = new ReleaseOptions();

  @ArgGroup(validate = false, order = 20, heading = "%nTracks:%n")
  TrackOptions tracks = new TrackOptions();

  @ArgGroup(validate = false, order = 22, heading = "%nRows:%n")
  TransformOptions rows = new TransformOptions();

  @ArgGroup(validate = false, order = 24, heading = "%nAudits:%n")
  FailOnOption failOn = new FailOnOption();

  @ArgGroup(validate = false, order = 30, heading = "%nSpotify:%n")
  SpotifyOptions spotify = new SpotifyOptions();

  AllStagesCommand(CommandSession session) {
    super(session);
  }

  /** Runs the stages of a date in order, until one fails. */
  final void runStages(LocalDate date, RunContext context, RunReport report) throws Exception {
    ReleaseConfig releaseRules = releases.config(replaceOption.replace, context.workingFolder());
    TrackConfig trackRules = tracks.config(replaceOption.replace);
    SpotifyConfig spotifyRules = spotify.config();
    StageRunner stageRunner = session.services().stages();
    String ds = date.toString();
    session.runStage(
        Stage.EXTRACT_RELEASES.command(),
        ds,
        context,
        report,
        stageContext ->
            stageRunner.extractReleases(date, releaseRules, spotifyRules, stageContext));
    session.runStage(
        Stage.EXTRACT_TRACKS.command(),
        ds,
        context,
        report,
        stageContext -> stageRunner.extractTracks(date, trackRules, spotifyRules, stageContext));
    TransformConfig transformRules = rows.config();
    session.runStage(
        Stage.TRANSFORM.command(),
        ds,
        context,
        report,
        stageContext -> stageRunner.transform(date, transformRules, stageContext));
    session.runStage(
        Stage.LOAD.command(),
        ds,
        context,
        report,
        stageContext -> stageRunner.load(date, failOn.anomalies(), stageContext));
  }
}
