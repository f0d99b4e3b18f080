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
      description = "Ask a simulated Spotify inside this process: no account, no network.")
  boolean simulate;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      description = "Which simulated world. Default: 42.")
  long seed = 42;

  @Option(
      names = "--app",
      paramLabel = "<kind>",
      description = "The simulated app's rights: extended or development. Default: extended.")
  QuotaMode app = QuotaMode.EXTENDED;

  @Nullable
  public SimulatorConfig simulation(Settings settings) {
    return simulate || settings.isSimulated() ? new SimulatorConfig(seed, app) : null;
  }
}
