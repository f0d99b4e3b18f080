package pipeline.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.run.SimulatorConfig;
import pipeline.cli.settings.Settings;
import pipeline.simulator.options.QuotaMode;

/** Asks for a Spotify inside the process. */
public final class SimulateOptions {
  @Option(
      names = "--simulate",
      description =
          "Use a simulated Spotify inside this process, without an account and without a network.")
  boolean simulate;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      description = "Seed of the simulated catalogue. Default: 42.")
  long seed = 42;

  @Option(
      names = "--app",
      paramLabel = "<kind>",
      description = "Quota mode of the simulated app: extended or development. Default: extended.")
  QuotaMode app = QuotaMode.EXTENDED;

  @Nullable
  public SimulatorConfig simulation(Settings settings) {
    return simulate || settings.isSimulated() ? new SimulatorConfig(seed, app) : null;
  }
}
