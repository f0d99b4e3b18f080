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
    header = "Fetch the tracks of the albums in raw/releases, and write them to raw/tracks.",
    description = {
      "",
      "If the tracks of an album were recently fetched for an earlier date, copies them. Resumes an"
          + " interrupted run from its checkpoint. Requests for tracks have no market, so --market"
          + " has no effect."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline extract-tracks --date 2024-01-01",
      "  pipeline extract-tracks --date 2024-01-01 --refetch --requests-per-30s 60"
    })
public final class ExtractTracksCommand extends StageCommand {
  @Mixin ReplaceOption replaceOption = new ReplaceOption();

  @ArgGroup(validate = false, order = 20, heading = "%nTracks:%n")
  TrackOptions tracks = new TrackOptions();

  @ArgGroup(validate = false, order = 30, heading = "%nSpotify:%n")
  SpotifyOptions spotify = new SpotifyOptions();

  public ExtractTracksCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected StageResult run(RunContext context) throws Exception {
    return session
        .services()
        .stages()
        .extractTracks(
            date(),
            tracks.config(replaceOption.replace),
            spotify.config(context.settings()),
            context);
  }
}
