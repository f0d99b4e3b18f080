package pipeline.cli.run;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import pipeline.cli.console.LogLevel;
import pipeline.cli.result.UsageException;
import pipeline.cli.settings.LocaleCheck;
import pipeline.cli.settings.Settings;

/** A command that a scheduler may run: it ends with a result line, on success and on failure. */
public abstract class BaseCommand implements Callable<Integer> {
  protected final CommandSession session;

  @Spec protected CommandSpec spec = CommandSpec.create(); // picocli sets the real one

  @ArgGroup(validate = false, order = 90, heading = "%nGeneral:%n")
  GlobalOptions common = new GlobalOptions();

  protected BaseCommand(CommandSession session) {
    this.session = session;
  }

  /** The date as the result tells it; null for none. */
  abstract @Nullable protected String dateText();

  protected LogLevel defaultLogLevel() {
    return LogLevel.INFO;
  }

  /** Whether stdout is for data, so that the result line goes to stderr. */
  protected boolean hasDataOnStdout() {
    return false;
  }

  /** What the command line says of the lake; null where it says nothing. */
  abstract @Nullable protected String lake();

  /** The Spotify inside the process that is asked for; null for none. */
  abstract @Nullable protected SimulatorConfig simulation(Settings settings);

  protected abstract void run(RunContext context, RunReport report) throws Exception;

  @Override
  public final Integer call() {
    try {
      checkReadable(spec.commandLine().getParseResult().originalArgs());
      return session.runCommand(this);
    } catch (UsageException usage) {
      throw new ParameterException(spec.commandLine(), usage.getMessage(), usage);
    }
  }

  /**
   * Under LANG=C Java puts this sign for every letter that is not ASCII, and what was meant is
   * lost.
   */
  private static void checkReadable(List<String> arguments) {
    LocaleCheck.mangledArgument(arguments)
        .ifPresent(
            message -> {
              throw new UsageException(message);
            });
  }
}
