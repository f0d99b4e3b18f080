package pipeline.cli.shell;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import pipeline.cli.option.DurationConverter;
import pipeline.cli.option.EnumConverter;
import pipeline.cli.option.PartitionDateConverter;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.ExitCodeMapper;
import pipeline.cli.result.FailureInfo;
import pipeline.cli.run.BaseCommand;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.cli.run.Services;
import pipeline.cli.settings.LocaleCheck;

/** The command line: parses arguments, runs commands and handles failures. */
public final class CommandLineApp {
  private final CommandSession session;

  public CommandLineApp(ProcessEnvironment process, Services services) {
    this.session = new CommandSession(process, services);
  }

  /** Runs a command line and returns the exit code. */
  public int run(String... arguments) {
    return commands(arguments).execute(arguments);
  }

  /**
   * Prints the result line of the current command, unless its final line has already been printed.
   * Called from another thread after a signal. Returns the exit code; the caller halts the process.
   */
  public int stop(ExitCode code) {
    return session.stop(code);
  }

  /**
   * Returns a parser for the selected command only, or for all commands if {@code
   * generate-completion} is selected.
   */
  private CommandLine commands(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    CommandLine top = new CommandLine(new RootCommand());
    for (CommandRegistry.RegisteredCommand entry : CommandRegistry.ALL) {
      if (first.equals(entry.name()) || first.equals("generate-completion")) {
        top.addSubcommand(entry.name(), entry.factory().apply(session));
      }
    }
    configure(top);
    return top;
  }

  private void configure(CommandLine top) {
    ProcessEnvironment process = session.process();
    top.registerConverter(LocalDate.class, new PartitionDateConverter(process.clock()));
    top.registerConverter(Duration.class, new DurationConverter());
    top.getSubcommands().values().forEach(EnumConverter::register);
    top.setOut(utf8(process.out()));
    top.setErr(utf8(process.err()));
    top.setParameterExceptionHandler(this::handleUsageError);
    top.setExecutionExceptionHandler(this::handleFailure);
    top.setExpandAtFiles(
        false); // picocli would read a value that begins with @ as the name of a file
    HelpLayout.arrange(top);
  }

  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private int handleUsageError(ParameterException error, String[] arguments) {
    String message =
        LocaleCheck.mangledArgument(List.of(arguments))
            .orElseGet(() -> UsageErrorFormatter.message(error));
    CommandLine command = error.getCommandLine();
    String help = "See: " + command.getCommandSpec().qualifiedName() + " --help";
    session.console().print(message + "\n" + help);
    if (command.getCommand() instanceof BaseCommand reporting) {
      FailureInfo failure = new FailureInfo(ExitCode.USAGE, message);
      return session.rejectUsage(reporting, failure);
    }
    return ExitCode.USAGE.number();
  }

  /** Prints the failure of a command that has no result line, and returns its exit code. */
  private int handleFailure(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
    FailureInfo failure = ExitCodeMapper.toFailure(thrown);
    session.console().print(failure.message());
    if (failure.code() == ExitCode.BUG) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      session.console().print(trace.toString().stripTrailing());
    }
    return failure.code().number();
  }
}
