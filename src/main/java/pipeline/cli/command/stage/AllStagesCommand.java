package pipeline.cli.command.stage;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import pipeline.cli.command.LakeCommand;
import pipeline.cli.command.stage.StageQueue.StageTurn;
import pipeline.cli.option.FailOnOption;
import pipeline.cli.option.ReleaseOptions;
import pipeline.cli.option.ReplaceOption;
import pipeline.cli.option.SpotifyOptions;
import pipeline.cli.option.TrackOptions;
import pipeline.cli.option.TransformOptions;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.cli.run.StageRunner;
import pipeline.cli.run.UnchangedDates;
import pipeline.cli.settings.ConfigurationException;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.lake.store.LakeException;
import pipeline.tables.stage.Stage;
import pipeline.transform.TransformConfig;

/** A command that runs the four stages for one date or for several dates. */
abstract class AllStagesCommand extends LakeCommand {
  private static final Logger LOG = LoggerFactory.getLogger("pipeline");

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

  private UnchangedDates unchanged = UnchangedDates.NONE;

  AllStagesCommand(CommandSession session) {
    super(session);
  }

  /**
   * Logs the number of calls to Spotify that a range of dates needs. If the lake or a setting
   * prevents the plan, only logs a warning. A stage that fails for the same reason then reports the
   * failure and the date.
   */
  final void planCalls(LocalDate from, LocalDate to, RunContext context) {
    ReleaseConfig config = releases.config(replaceOption.replace, context.workingFolder());
    if (!config.watched().isEmpty()) {
      return; // the number of albums of a watched artist or label is unknown
    }
    TrackConfig trackConfig = tracks.config(replaceOption.replace);
    SpotifyConfig spotifyConfig = spotify.config(context.settings());
    try {
      StageRunner runner = session.services().stages();
      LOG.info(
          "{}",
          runner.planCalls(from, to, config, trackConfig, spotifyConfig, context.withOwnCount()));
    } catch (LakeException | ConfigurationException failed) {
      LOG.warn("Cannot plan the calls to Spotify: {}", failed.getMessage());
    }
  }

  /**
   * Finds the dates of a range for which no stage has anything to do. For these dates, {@link
   * #runStages} reports results without running the stages.
   */
  final void findUnchanged(LocalDate from, LocalDate to, RunContext context) throws Exception {
    try {
      unchanged =
          session
              .services()
              .stages()
              .findUnchanged(
                  from,
                  to,
                  releases.config(replaceOption.replace, context.workingFolder()),
                  tracks.config(replaceOption.replace),
                  rows.config(),
                  failOn.anomalies(),
                  context);
    } catch (LakeException | ConfigurationException failed) {
      LOG.debug(
          "All stages run for all dates, because the unchanged dates cannot be determined: {}",
          failed.getMessage());
    }
  }

  /** Runs the stages of a date in order, until one fails. */
  final void runStages(LocalDate date, RunContext context, RunReport report) throws Exception {
    runStages(date, context, report, Map.of());
  }

  /**
   * Runs the stages of a date in order, until one fails.
   *
   * @param turns the turns of this date by stage; a stage without a turn does not wait for other
   *     dates
   */
  final void runStages(
      LocalDate date, RunContext context, RunReport report, Map<Stage, StageTurn> turns)
      throws Exception {
    ReleaseConfig releaseConfig = releases.config(replaceOption.replace, context.workingFolder());
    TrackConfig trackConfig = tracks.config(replaceOption.replace);
    SpotifyConfig spotifyConfig = spotify.config(context.settings());
    TransformConfig transformConfig = rows.config();
    StageRunner runner = session.services().stages();
    Map<Stage, CommandSession.StageAction> stages = new EnumMap<>(Stage.class);
    stages.put(
        Stage.EXTRACT_RELEASES,
        stage -> runner.extractReleases(date, releaseConfig, spotifyConfig, stage));
    stages.put(
        Stage.EXTRACT_TRACKS,
        stage -> runner.extractTracks(date, trackConfig, spotifyConfig, stage));
    stages.put(Stage.TRANSFORM, stage -> runner.transform(date, transformConfig, stage));
    stages.put(Stage.LOAD, stage -> runner.load(date, failOn.anomalies(), stage));
    Iterator<StageResult> known = unchanged.find(date).iterator();
    if (known.hasNext()) {
      stages.replaceAll((stage, action) -> report(known.next()));
    }
    for (var stage : stages.entrySet()) {
      StageTurn turn = turns.getOrDefault(stage.getKey(), StageTurn.FREE);
      turn.await();
      session.runStage(
          stage.getKey().command(), date.toString(), context, report, stage.getValue());
      turn.end();
    }
  }

  private static CommandSession.StageAction report(StageResult result) {
    return context -> result;
  }
}
