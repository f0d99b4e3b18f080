package pipeline.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.settings.Settings;
import pipeline.simulator.options.SimulatorConfig;

/**
 * The simulation options and {@code --seed}. A command in which {@code --seed} has another meaning
 * uses {@link SimulationOptions}.
 */
public final class SeededSimulationOptions extends SimulationOptions {
  @Option(
      names = "--seed",
      order = 2,
      paramLabel = "<number>",
      description = "Seed of the simulated catalogue. Default: 42.")
  long seed = 42;

  @Override
  @Nullable
  public SimulatorConfig simulation(Settings settings) {
    SimulatorConfig config = super.simulation(settings);
    return config == null ? null : config.withSeed(seed);
  }
}
