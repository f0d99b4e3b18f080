package pipeline.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import pipeline.cli.option.LakeOption;
import pipeline.cli.option.SeededSimulationOptions;
import pipeline.cli.run.BaseCommand;
import pipeline.cli.run.CommandSession;
import pipeline.cli.settings.Settings;
import pipeline.simulator.options.SimulatorConfig;

/** A command that uses a lake: its tables, or the stored state of the Spotify app. */
public abstract class LakeCommand extends BaseCommand {
  @Mixin protected LakeOption lakeOption = new LakeOption();

  @ArgGroup(validate = false, order = 80, heading = "%nSimulator:%n")
  SeededSimulationOptions simulate = new SeededSimulationOptions();

  protected LakeCommand(CommandSession session) {
    super(session);
  }

  @Override
  final @Nullable protected String lake() {
    return lakeOption.lake;
  }

  @Override
  final @Nullable protected SimulatorConfig simulation(Settings settings) {
    return simulate.simulation(settings);
  }
}
