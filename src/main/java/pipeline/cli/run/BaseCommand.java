package pipeline.cli.run;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.UsageException;
import pipeline.cli.settings.LocaleCheck;
import pipeline.cli.settings.Settings;
import pipeline.simulator.options.SimulatorConfig;

/** A command that prints a result line as its last output, on success and on failure. */
public abstract class BaseCommand implements Callable<Integer> {
  protected final CommandSession session;

  @Spec protected CommandSpec spec = CommandSpec.create(); // picocli replaces this placeholder

  @ArgGroup(validate = false, order = 90, heading = "%nGeneral:%n")
  GlobalOptions common = new GlobalOptions();

  protected BaseCommand(CommandSession session) {
    this.session = session;
  }

  /** Returns the date or the date range for the result line; null if the command has none. */
  @Nullable
  protected String dateText() {
    return null;
  }

  protected Level defaultLogLevel() {
    return Level.INFO;
  }

  /** Returns whether the command writes data to stdout. If so, its result line goes to stderr. */
  protected boolean hasDataOnStdout() {
    return false;
  }

  /** Returns the value of {@code --lake}; null if it is not given. */
  @Nullable
  protected String lake() {
    return null;
  }

  /**
   * Returns the configuration of the simulator that replaces Spotify; null if the command uses
   * Spotify itself.
   */
  @Nullable
  protected SimulatorConfig simulation(Settings settings) {
    return null;
  }

  protected abstract void run(RunContext context, RunReport report) throws Exception;

  @Override
  public final Integer call() {
    try {
      LocaleCheck.mangledArgument(spec.commandLine().getParseResult().originalArgs())
          .ifPresent(
              message -> {
                throw new UsageException(message);
              });
      return session.runCommand(this);
    } catch (UsageException usage) {
      throw new ParameterException(spec.commandLine(), usage.getMessage(), usage);
    }
  }
}
