package pipeline.cli.command.spotify;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pipeline.cli.option.LakeOption;
import pipeline.cli.option.SimulationOptions;
import pipeline.cli.option.WaitOptions;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.BaseCommand;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.PlaylistService.TrackAddition;
import pipeline.cli.run.RunContext;
import pipeline.cli.settings.Settings;
import pipeline.playlist.PlaylistId;
import pipeline.simulator.options.SimulatorConfig;

@Command(
    name = "add-random-track",
    header = "Add a random track to a playlist.",
    description = {
      "",
      "Searches Spotify for a random string, selects one of the first three tracks, and adds the"
          + " track unless the playlist already contains it. A retry with the same seed adds no"
          + " second track, as long as Spotify's search returns the same results. Requires a user's"
          + " authorization: see pipeline authorize."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline add-random-track --playlist 37i9dQZF1DXcBWIGoYBM5M",
      "  pipeline add-random-track --dry-run",
      "  pipeline add-random-track --playlist 37i9dQZF1DXcBWIGoYBM5M --simulate"
    })
public final class AddRandomTrackCommand extends BaseCommand {
  @Option(
      names = "--playlist",
      order = 1,
      paramLabel = "<id>",
      description = "Playlist, as an id, a spotify:playlist: URI or a link.")
  private @Nullable String playlist;

  @Option(
      names = "--seed",
      order = 2,
      paramLabel = "<number>",
      description =
          "Seed of the random selection. Default: a random seed, which is printed in the result"
              + " line.")
  private @Nullable Long seed;

  @Option(
      names = "--dry-run",
      order = 3,
      description =
          "Select and print a track without adding it. Requires no playlist and no authorization.")
  private boolean dryRun;

  @Mixin LakeOption lakeOption = new LakeOption();

  @ArgGroup(validate = false, order = 30, heading = "%nSpotify:%n")
  WaitOptions waitOptions = new WaitOptions();

  @ArgGroup(validate = false, order = 80, heading = "%nSimulator:%n")
  SimulationOptions simulate = new SimulationOptions();

  public AddRandomTrackCommand(CommandSession session) {
    super(session);
  }

  @Override
  @Nullable
  protected String lake() {
    return lakeOption.lake;
  }

  @Override
  @Nullable
  protected SimulatorConfig simulation(Settings settings) {
    return simulate.simulation(settings);
  }

  @Override
  protected void run(RunContext context, RunReport report) throws Exception {
    PlaylistId playlistId = dryRun && playlist == null ? null : playlist();
    long actualSeed = seed == null ? session.randomSeed() : seed;
    report.addDetail("seed", actualSeed);
    TrackAddition added =
        session
            .services()
            .playlists()
            .addRandomTrack(
                actualSeed,
                dryRun ? null : playlistId,
                waitOptions.config(context.settings()),
                context);
    report.addDetail("playlist", playlistId == null ? null : playlistId.text());
    report.addDetail("track", added.track().uri());
    report.add(added.toResult());
    log(added);
  }

  private void log(TrackAddition added) {
    var log = LoggerFactory.getLogger("playlist");
    log.info(
        "{}: {}, found by a search for \"{}\": {}",
        dryRun ? "Found" : added.changed() ? "Added" : "Already in the playlist",
        added.track().uri(),
        added.track().query(),
        added.track().title());
    added.warnings().forEach(log::warn);
  }

  private PlaylistId playlist() {
    if (playlist == null || playlist.isBlank()) {
      throw new UsageException(
          "--playlist is missing; add it, for example --playlist"
              + " 37i9dQZF1DXcBWIGoYBM5M, or add --dry-run");
    }
    try {
      return PlaylistId.parse(playlist);
    } catch (IllegalArgumentException invalid) {
      throw new UsageException("--playlist: " + invalid.getMessage());
    }
  }
}
