package pipeline.cli.command.stage;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import pipeline.cli.option.ReplaceOption;
import pipeline.cli.option.SpotifyOptions;
import pipeline.cli.option.TrackOptions;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;

@Command(
    name = "extract-tracks",
    header = "Write every track of raw/releases' albums to raw/tracks.",
    description = {
      "",
      "Tracks that were fetched on an earlier date are copied from there. A run that was stopped"
          + " goes on where it was."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline extract-tracks --date 2024-01-01",
      "  pipeline extract-tracks --date 2024-01-01 --refetch --requests-per-30s 60"
    })
public final class ExtractTracksCommand extends StageCommand {
  @Mixin ReplaceOption replaceOption = new ReplaceOption();

  @ArgGroup(validate = false, order = 20, heading = "%nThe tracks:%n")
  TrackOptions tracks = new TrackOptions();

  @ArgGroup(validate = false, order = 30, heading = "%nSpotify:%n")
  SpotifyOptions spotify = new SpotifyOptions();

  public ExtractTracksCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected StageResult run(RunContext context) throws Exception {
    return session
        .stageRunner()
        .extractTracks(date(), tracks.config(replaceOption.replace), spotify.config(), context);
  }
}
