package pipeline.cli.command.spotify;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.authorize.AuthorizationResult;
import pipeline.cli.option.SimulatedUserOptions;
import pipeline.cli.option.WaitOptions;
import pipeline.cli.result.StageResult;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.BaseCommand;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.RunReport;
import pipeline.cli.run.SimulatorConfig;
import pipeline.cli.settings.Settings;

@Command(
    name = "authorize",
    header = "Ask a user, in a browser, to let this app add tracks.",
    description = {
      "",
      "Prints an address to open in a browser on this machine, waits until the user has agreed"
          + " there, and keeps the refresh token in the file that SPOTIFY_TOKEN_FILE names, by"
          + " default .spotify-token. The app's settings at Spotify must name the redirect URI"
          + " http://127.0.0.1:8888/callback, or that of your --port. A consent ends after 180"
          + " days."
    },
    footer = {"", "Examples:", "  pipeline authorize", "  pipeline authorize --port 9999"})
public final class AuthorizeCommand extends BaseCommand {
  @Option(
      names = "--port",
      order = 1,
      paramLabel = "<n>",
      description = "Where to wait for the browser; 0 for any free one. Default: 8888.")
  private int port = 8888;

  @Option(
      names = "--timeout",
      order = 2,
      paramLabel = "<time>",
      description = "How long to wait, as 90, 90s or 5m. Default: 5m.")
  private Duration timeout = Duration.ofMinutes(5);

  @ArgGroup(validate = false, order = 80, heading = "%nThe simulator:%n")
  SimulatedUserOptions simulate = new SimulatedUserOptions();

  public AuthorizeCommand(CommandSession session) {
    super(session);
  }

  @Override
  @Nullable
  protected String dateText() {
    return null;
  }

  @Override
  @Nullable
  protected String lake() {
    return null;
  }

  @Override
  @Nullable
  protected SimulatorConfig simulation(Settings settings) {
    return simulate.simulation(settings);
  }

  @Override
  protected void run(RunContext context, RunReport report) throws Exception {
    if (port < 0 || port > 65_535) {
      throw new UsageException("--port is " + port + ": choose one from 1 to 65535, or 0");
    }
    report.countCallsOf(context);
    AuthorizationResult authorized =
        session
            .playlistService()
            .authorize(port, timeout, this::show, new WaitOptions().config(), context);
    LocalDate ends = LocalDate.ofInstant(authorized.expiresAt(), ZoneOffset.UTC);
    report.addDetail("authorized_until", ends);
    report.add(StageResult.fromStats(authorized.requestStats().withoutKinds()).asChanged());
    LoggerFactory.getLogger("authorize").info("{} has agreed, until {}", authorized.user(), ends);
  }

  private void show(URI url) {
    session.console().print("Open this address in a browser on this machine:\n\n" + url + "\n");
  }
}
