package pipeline.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import pipeline.cli.settings.Settings;

/** A command that looks at a lake, for its tables or for what is known of the app. */
abstract class LakeCommand extends BaseCommand {
  @Mixin LakeOption place = new LakeOption();

  @ArgGroup(validate = false, order = 80, heading = "%nThe simulator:%n")
  SimulateOptions simulate = new SimulateOptions();

  LakeCommand(CommandSession session) {
    super(session);
  }

  @Override
  final @Nullable String lake() {
    return place.lake;
  }

  @Override
  final @Nullable SimulatorConfig simulation(Settings settings) {
    return simulate.simulation(settings);
  }
}
