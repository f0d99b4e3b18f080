package pipeline.cli.command.spotify;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.authorize.AuthorizationResult;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.option.SimulationOptions;
import pipeline.cli.option.WaitOptions;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.BaseCommand;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.settings.Settings;
import pipeline.simulator.options.SimulatorConfig;

@Command(
    name = "authorize",
    header = "Authorize this app to change a user's playlists.",
    description = {
      "",
      "Prints an address to open in a browser on this machine, waits for the user's consent, and"
          + " stores the refresh token. The setting SPOTIFY_TOKEN_FILE names the file for the token"
          + " (default: .spotify-token). A consent expires after 180 days.",
      "",
      "Add the redirect URI below to the app's settings at Spotify. If you use --port, replace"
          + " 8888 with that port:",
      "  http://127.0.0.1:8888/callback"
    },
    footer = {"", "Examples:", "  pipeline authorize", "  pipeline authorize --port 9999"})
public final class AuthorizeCommand extends BaseCommand {
  @Option(
      names = "--port",
      order = 1,
      paramLabel = "<n>",
      description =
          "Port of 127.0.0.1 that receives the browser's answer; 0 for any free port. Default:"
              + " 8888.")
  private int port = 8888;

  @Option(
      names = "--timeout",
      order = 2,
      paramLabel = "<time>",
      description = "Longest wait for the user, such as 90, 90s or 5m. Default: 5m.")
  private Duration timeout = Duration.ofMinutes(5);

  @ArgGroup(validate = false, order = 80, heading = "%nSimulator:%n")
  SimulationOptions simulate = new SimulationOptions();

  public AuthorizeCommand(CommandSession session) {
    super(session);
  }

  @Override
  @Nullable
  protected SimulatorConfig simulation(Settings settings) {
    return simulate.simulation(settings);
  }

  @Override
  protected void run(RunContext context, RunReport report) throws Exception {
    OptionChecks.checkRange("--port", port, 0, 65_535);
    AuthorizationResult authorized =
        session
            .services()
            .playlists()
            .authorize(
                port, timeout, this::show, new WaitOptions().config(context.settings()), context);
    LocalDate ends = LocalDate.ofInstant(authorized.expiresAt(), ZoneOffset.UTC);
    report.addDetail("authorized_until", ends);
    report.add(
        StageResult.fromStats(authorized.requestStats().withoutKinds())
            .with(true, Map.of(), List.of()));
    LoggerFactory.getLogger("authorize")
        .info("{} authorized this app until {}", authorized.user(), ends);
  }

  private void show(URI url) {
    session.console().print("Open this address in a browser on this machine:\n\n" + url + "\n");
  }
}
