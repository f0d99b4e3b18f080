package pipeline.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.settings.Settings;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.SimulatorConfig;

/** The options that replace Spotify with a simulator inside the process. */
public class SimulationOptions {
  @Option(
      names = "--simulate",
      order = 1,
      description =
          "Use a simulated Spotify inside this process, without an account and without a network.")
  boolean simulate;

  @Option(
      names = "--app",
      order = 3,
      paramLabel = "<kind>",
      description = "Quota mode of the simulated app: extended or development. Default: extended.")
  QuotaMode app = QuotaMode.EXTENDED;

  /** Returns the configuration of the simulator; null if the command uses Spotify itself. */
  @Nullable
  public SimulatorConfig simulation(Settings settings) {
    return simulate || settings.isSimulated() ? SimulatorConfig.DEFAULTS.withApp(app) : null;
  }
}
