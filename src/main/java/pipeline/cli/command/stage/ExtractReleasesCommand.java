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
    header = "Fetch the albums that Spotify lists as new, and write them to raw/releases.",
    description = {
      "",
      "For a current date (today, or a date that ended less than 48 hours ago), the listing is"
          + " fetched now. If a later date already has a partition, an existing partition of the"
          + " current date is left unchanged instead. For a historical date, an existing partition"
          + " is left unchanged, because Spotify does not return earlier listings. If there is no"
          + " partition, a historical search finds albums that were released on the date."
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

  @ArgGroup(validate = false, order = 10, heading = "%nListing:%n")
  ReleaseOptions releases = new ReleaseOptions();

  @ArgGroup(validate = false, order = 30, heading = "%nSpotify:%n")
  SpotifyOptions spotify = new SpotifyOptions();

  public ExtractReleasesCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected StageResult run(RunContext context) throws Exception {
    return session
        .services()
        .stages()
        .extractReleases(
            date(),
            releases.config(replaceOption.replace, context.workingFolder()),
            spotify.config(context.settings()),
            context);
  }
}
