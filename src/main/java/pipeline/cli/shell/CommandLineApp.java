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
import pipeline.cli.console.LogFormat;
import pipeline.cli.console.LogLevel;
import pipeline.cli.console.ProgressMode;
import pipeline.cli.option.DurationConverter;
import pipeline.cli.option.EnumConverter;
import pipeline.cli.option.ExportFormat;
import pipeline.cli.option.FailOnOption;
import pipeline.cli.option.OutputFormat;
import pipeline.cli.option.PartitionDateConverter;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.ExitCodeMapper;
import pipeline.cli.result.FailureInfo;
import pipeline.cli.run.BaseCommand;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.cli.run.Services;
import pipeline.cli.settings.LocaleCheck;
import pipeline.extract.LateDatePolicy;
import pipeline.extract.SourcePolicy;
import pipeline.lookup.SearchType;
import pipeline.simulator.options.ConsentPolicy;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.RefreshTokenPolicy;
import pipeline.sql.Engine;
import pipeline.transform.SchemaContract;

/** The commands, and what happens around them. */
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
   * Ends what runs, from another thread: prints its result line, if it has none yet. Returns the
   * exit code for the process, which the caller halts.
   */
  public int stop(ExitCode code) {
    return session.stop(code);
  }

  /** Only the command that is asked for, and for a completion all. */
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
    registerEnum(top, SourcePolicy.class);
    registerEnum(top, LateDatePolicy.class);
    registerEnum(top, SchemaContract.class);
    registerEnum(top, FailOnOption.AnomalyChoice.class);
    registerEnum(top, SearchType.class);
    registerEnum(top, QuotaMode.class);
    registerEnum(top, ConsentPolicy.class);
    registerEnum(top, RefreshTokenPolicy.class);
    registerEnum(top, OutputFormat.class);
    registerEnum(top, Engine.class);
    registerEnum(top, ExportFormat.class);
    registerEnum(top, LogLevel.class);
    registerEnum(top, LogFormat.class);
    registerEnum(top, ProgressMode.class);
    top.setOut(utf8(process.out()));
    top.setErr(utf8(process.err()));
    top.setParameterExceptionHandler(this::handleUsageError);
    top.setExecutionExceptionHandler(this::handleFailure);
    top.setExpandAtFiles(false); // a value may begin with @
    HelpLayout.arrange(top);
  }

  private static <E extends Enum<E>> void registerEnum(CommandLine top, Class<E> type) {
    top.registerConverter(type, new EnumConverter<>(type));
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

  /** For the commands that end without a result line. */
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
