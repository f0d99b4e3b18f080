package pipeline.cli.command.lake;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.cli.command.ShellWord;
import pipeline.cli.run.RunContext;
import pipeline.cli.settings.Settings;
import pipeline.lake.Lake;
import pipeline.lake.store.LakeException;
import pipeline.tables.stage.DataMode;

/**
 * The arguments of a command that is printed for the user. With them, the printed command uses the
 * same lake as the command that prints it.
 */
final class RepairArguments {
  private RepairArguments() {}

  /**
   * Returns the arguments of a command that repairs dates; empty if the command needs no arguments.
   * A lake with simulated data needs {@code --simulate}, unless the settings already select a
   * simulator.
   *
   * @param lake the value of {@code --lake}; null if it is not given
   * @param dataMode the result of {@link #dataMode}
   */
  static String format(@Nullable String lake, String dataMode, RunContext context) {
    boolean already =
        context.settings().isSimulated() || Settings.isLoopback(context.settings().spotifyApi());
    boolean needsSimulator = dataMode.equals(DataMode.SIMULATED.label()) && !already;
    return (lake(lake) + (needsSimulator ? " --simulate" : "")).strip();
  }

  /**
   * Returns a space and the argument that selects the lake; empty if the argument is not needed.
   */
  static String lake(@Nullable String lake) {
    return lake == null ? "" : " --lake " + ShellWord.quote(lake);
  }

  /**
   * Returns a text with the origin of a lake's data. Adds a warning if the record of the origin is
   * damaged.
   */
  static String dataMode(Lake lake, List<String> warnings) {
    try {
      return DataMode.find(lake.store()).map(DataMode::label).orElse("claimed by no run yet");
    } catch (LakeException invalid) {
      if (invalid.kind() != LakeException.LakeErrorKind.CONFIGURATION) {
        throw invalid;
      }
      warnings.add(String.valueOf(invalid.getMessage()));
      return "neither simulated nor real";
    }
  }
}
