package pipeline.cli.command.stage;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import pipeline.cli.option.ReleaseOptions;
import pipeline.cli.option.ReplaceOption;
import pipeline.cli.option.SpotifyOptions;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;

@Command(
    name = "extract-releases",
    header = "Write what Spotify lists as new to raw/releases.",
    description = {
      "",
      "For a date that ended less than 48 hours ago, or has not ended, the listing is taken now."
          + " An older one that has a partition keeps it, for Spotify tells no history; one without"
          + " is looked for by a search for what was released on that day."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline extract-releases --date 2024-01-01",
      "  pipeline extract-releases --date 2024-01-01 --simulate --lake file:/tmp/lake",
      "  pipeline extract-releases --date 2024-01-01 --late fail --source search"
    })
public final class ExtractReleasesCommand extends StageCommand {
  @Mixin ReplaceOption replaceOption = new ReplaceOption();

  @ArgGroup(validate = false, order = 10, heading = "%nThe listing:%n")
  ReleaseOptions releases = new ReleaseOptions();

  @ArgGroup(validate = false, order = 30, heading = "%nSpotify:%n")
  SpotifyOptions spotify = new SpotifyOptions();

  public ExtractReleasesCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected StageResult run(RunContext context) throws Exception {
    return session
        .stageRunner()
        .extractReleases(
            date(),
            releases.config(replaceOption.replace, context.workingFolder()),
            spotify.config(),
            context);
  }
}
