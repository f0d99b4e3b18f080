package pipeline.cli.command;

import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.GlobalOptions;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.ConsentPolicy;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.RefreshTokenPolicy;
import pipeline.simulator.options.RequestQuotas;
import pipeline.simulator.options.SimulatorConfig;

@Command(
    name = "simulate",
    header = "Run a simulated Spotify on this machine until you stop it.",
    description = {
      "",
      "Prints settings for .env or a shell. With these settings, other commands use the simulator."
          + " The same options and date always give the same catalogue. The simulator accepts any"
          + " client id and any secret except 'wrong'."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline simulate --port 8080 --app development",
      "  pipeline simulate --fault 429:retry-after=2,every=10 --fault cut:rate=0.05",
      "  pipeline simulate --quota 50 --latency 80 --date 2024-01-01",
      "  pipeline simulate --app development --quota search=200 --quota albums=600"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final SimulatorConfig DEFAULTS = SimulatorConfig.DEFAULTS;

  private final CommandSession session;

  @Option(
      names = "--port",
      paramLabel = "<n>",
      description = "Port on loopback. Default: any free port.")
  private int port;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      description = "Seed of the simulated catalogue. Default: 42.")
  private long seed = DEFAULTS.seed();

  @Option(
      names = "--app",
      paramLabel = "<kind>",
      description = "Quota mode of the app: extended or development. Default: extended.")
  private QuotaMode app = QuotaMode.EXTENDED;

  @Option(
      names = "--date",
      paramLabel = "<YYYY-MM-DD>",
      description = "Date of the listing, in UTC. Default: today.")
  private @Nullable LocalDate date;

  @Option(
      names = "--albums",
      paramLabel = "<n>",
      description = "Number of albums in the listing. Default: 100.")
  private int albums = DEFAULTS.albums();

  @Option(
      names = "--latency",
      paramLabel = "<ms>",
      description = "Delay of each response in milliseconds. Default: 0.")
  private int latency;

  @Option(
      names = "--quota",
      paramLabel = "<[family=]n>",
      description =
          "Maximum number of requests: 50 allows 50 requests in any 30 seconds; albums=600 allows"
              + " 600 requests to the endpoint family albums in any 24 hours. The simulator answers"
              + " 429 to further requests. Repeatable. Default: no limit.")
  private List<String> quotas = new ArrayList<>();

  @Option(
      names = "--token-seconds",
      paramLabel = "<n>",
      description = "Lifetime of an access token in seconds. Default: 3600.")
  private int tokenSeconds = DEFAULTS.tokenSeconds();

  @Option(
      names = "--consent",
      paramLabel = "<answer>",
      description =
          "Answer of the simulated user to an authorization request: agree, deny or ask. With ask,"
              + " a page lets you select the answer. Default: agree.")
  private ConsentPolicy consent = DEFAULTS.consent();

  @Option(
      names = "--refresh-tokens",
      paramLabel = "<rule>",
      description =
          "Effect of using a refresh token: with keep, the token stays valid; with rotate, a new"
              + " token replaces it. Default: keep.")
  private RefreshTokenPolicy refreshTokens = DEFAULTS.refreshTokens();

  @Option(
      names = "--fault",
      paramLabel = "<kind[:name=value,...]>",
      description =
          "Fault to inject, with its rules. Repeatable. For an unknown kind, the error message"
              + " lists all kinds.")
  private List<String> faults = new ArrayList<>();

  @ArgGroup(validate = false, order = 90, heading = "%nGeneral:%n")
  private GlobalOptions common = new GlobalOptions();

  public SimulateCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.startLogging(common, Level.INFO);
    Logger log = LoggerFactory.getLogger("simulator");
    try (Simulator simulator =
        Simulator.start(
            config(),
            port,
            session.process().clock(),
            served -> log.info("{} {} {}", served.status(), served.method(), served.target()))) {
      printSettings(simulator);
      new CountDownLatch(1).await();
    } catch (UncheckedIOException failure) {
      throw new CommandException(ExitCode.CONFIGURATION, failure.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK.number();
  }

  private SimulatorConfig config() {
    OptionChecks.checkRange("--port", port, 0, 65_535);
    try {
      return new SimulatorConfig(
          seed,
          app,
          date,
          albums,
          latency,
          RequestQuotas.parse(quotas),
          tokenSeconds,
          faults.stream().map(Fault::parse).toList(),
          consent,
          refreshTokens);
    } catch (IllegalArgumentException invalid) {
      throw new UsageException(String.valueOf(invalid.getMessage()));
    }
  }

  private void printSettings(Simulator simulator) {
    session.print(
        """
        SPOTIFY_API_URL=%s
        SPOTIFY_ACCOUNTS_URL=%s
        SPOTIFY_CLIENT_ID=simulated
        SPOTIFY_CLIENT_SECRET=simulated
        """
            .formatted(simulator.apiUrl(), simulator.accountsUrl()));
    session.console().print("Running until Ctrl-C. Copy these four lines to .env, or export them.");
  }
}
