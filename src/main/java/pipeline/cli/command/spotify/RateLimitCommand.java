package pipeline.cli.command.spotify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pipeline.cli.command.DataCommand;
import pipeline.cli.console.ProgressTask;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.option.OutputOption;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.result.UsageException;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.output.ResultTableFile;
import pipeline.ratelimit.BenchmarkReport;
import pipeline.ratelimit.BenchmarkSummary;
import pipeline.ratelimit.RateLimitBenchmark;
import pipeline.spotify.api.LatencySample;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.client.LatencySampler;

@Command(
    name = "rate-limit",
    header = "Measure Spotify's response times and its rate limit.",
    description = {
      "",
      "Sends the same small search repeatedly, one request at a time, without a request budget and"
          + " without retries. Stops at the first 429, at the end of the daily quota or after five"
          + " consecutive failures. The Retry-After of a 429 is stored in the lake as a rate-limit"
          + " block: until it has passed, commands with this lake and app send no requests. Prints"
          + " a report to stdout. With --output, also writes a file with one row per request. The"
          + " default log level is warn.",
      "",
      "Warning: the block may last a day, and may apply to all apps of your developer account."
    },
    footer = {
      "",
      "Examples:",
      "  pipeline rate-limit --simulate",
      "  pipeline rate-limit --requests 300 --interval 0.1 --yes --output samples.csv"
    })
public final class RateLimitCommand extends DataCommand {
  private static final int MAX_REQUESTS = 100_000;
  private static final double MAX_INTERVAL_SECONDS = 3600;

  @Option(
      names = "--requests",
      order = 1,
      paramLabel = "<n>",
      description = "Maximum number of requests. Default: 200.")
  private int requests = 200;

  @Option(
      names = "--interval",
      order = 2,
      paramLabel = "<seconds>",
      description =
          "Seconds from the start of one request to the start of the next; 0 for no pause."
              + " Default: 0.1.")
  private double interval = 0.1;

  @Option(
      names = "--yes",
      order = 2,
      description =
          "Send the requests to the real Spotify, despite the risk of a rate-limit block.")
  private boolean yes;

  @Mixin OutputOption output = new OutputOption();

  public RateLimitCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected void run(RunContext context, RunReport report) {
    check(context);
    Optional<ResultTableFile> file = output.file(context.workingFolder());
    SpotifyConfig config =
        new SpotifyConfig(0, Map.of(), SpotifySettings.MAX_WAIT, null, false, false);
    LatencySampler sampler = session.services().spotify().openSampler(config, context);
    List<String> warnings = new ArrayList<>();
    BenchmarkSummary summary = summary(sampler, context, warnings);
    boolean changed = file.isPresent() && OutputOption.write(summary.toTable(), file.get());
    report.add(outcome(summary, changed, warnings, context));
    if (summary.successes() == 0 && summary.throttle().isEmpty()) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "no request succeeded: 0 of %d, last error: %s; check the network and rerun"
              .formatted(
                  summary.requests(), summary.samples().get(summary.requests() - 1).failure()));
    }
  }

  private void check(RunContext context) {
    OptionChecks.checkRange("--requests", requests, 1, MAX_REQUESTS);
    OptionChecks.checkRange("--interval", interval, 0.0, MAX_INTERVAL_SECONDS);
    if (!context.isSimulated() && !yes) {
      String risk =
          "--yes is missing: rate-limit sends up to %d requests to the real Spotify until it"
              + " answers 429, and Spotify may then block all apps of your developer account for up"
              + " to a day; add --yes to confirm, or --simulate to measure the simulator";
      throw new UsageException(risk.formatted(requests));
    }
  }

  private BenchmarkSummary summary(
      LatencySampler probe, RunContext context, List<String> warnings) {
    probe.prepare();
    RateLimitBenchmark benchmark =
        new RateLimitBenchmark(
            probe::takeSample,
            context.clock(),
            wait -> Thread.sleep(wait.toMillis(), wait.toNanosPart() % 1_000_000),
            Duration.ofNanos((long) (interval * 1e9)));
    BenchmarkSummary summary = new BenchmarkSummary(samples(benchmark, context, warnings));
    session.print(new BenchmarkReport(summary).format(probe.describeRequest()));
    return summary;
  }

  /**
   * Returns the samples. If the daily quota ends the measurement after some samples, adds a
   * warning.
   */
  private List<LatencySample> samples(
      RateLimitBenchmark benchmark, RunContext context, List<String> warnings) {
    List<LatencySample> samples = new ArrayList<>();
    try (ProgressTask progress = context.progress().start("rate-limit", requests)) {
      benchmark.take(
          requests,
          sample -> {
            samples.add(sample);
            progress.advance(1);
          });
    } catch (SpotifyException stopped) {
      if (samples.isEmpty() || stopped.kind() != SpotifyException.SpotifyErrorKind.RATE_LIMITED) {
        throw stopped;
      }
      warnings.add("the measurement ended early: " + stopped.getMessage());
      session.console().print("Warning: " + warnings.get(0));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SpotifyException(
          SpotifyException.SpotifyErrorKind.INTERRUPTED,
          "the measurement was interrupted",
          stopped);
    }
    return samples;
  }

  private static StageResult outcome(
      BenchmarkSummary summary, boolean changed, List<String> warnings, RunContext context) {
    summary
        .throttle()
        .map(LatencySample::blockedUntil)
        .map("rate-limit block: Spotify requires a pause until %s"::formatted)
        .ifPresent(warnings::add);
    return StageResult.fromStats(context.requestStats())
        .with(changed, Map.of("samples", (long) summary.requests()), warnings);
  }
}
