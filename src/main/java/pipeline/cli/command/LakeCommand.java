package pipeline.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import pipeline.cli.option.LakeOption;
import pipeline.cli.option.SimulateOptions;
import pipeline.cli.run.BaseCommand;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.SimulatorConfig;
import pipeline.cli.settings.Settings;

/** A command that looks at a lake, for its tables or for what is known of the app. */
public abstract class LakeCommand extends BaseCommand {
  @Mixin protected LakeOption lakeOption = new LakeOption();

  @ArgGroup(validate = false, order = 80, heading = "%nSimulator:%n")
  SimulateOptions simulate = new SimulateOptions();

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
