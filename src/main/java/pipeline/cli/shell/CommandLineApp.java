package pipeline.cli.shell;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;
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
import pipeline.cli.run.CdsArchiver;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.HealthCheckProvider;
import pipeline.cli.run.LakeProvider;
import pipeline.cli.run.PlaylistService;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.cli.run.SpotifyProvider;
import pipeline.cli.run.StageRunner;
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

  /**
   * Makes the shell of one process.
   *
   * @param stages is asked for nothing before a stage runs
   * @param visits is asked for nothing before a command for people runs
   * @param playlists likewise
   * @param lakes likewise
   * @param installation likewise
   * @param examinations likewise
   * @param random makes the run's id, with the time of the surroundings' clock, and seeds
   */
  public CommandLineApp(
      ProcessEnvironment surroundings,
      StageRunner stages,
      SpotifyProvider visits,
      PlaylistService playlists,
      LakeProvider lakes,
      CdsArchiver installation,
      HealthCheckProvider examinations,
      RandomGenerator random) {
    this.session =
        new CommandSession(
            surroundings, stages, visits, playlists, lakes, installation, examinations, random);
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
        top.addSubcommand(entry.name(), entry.maker().apply(session));
      }
    }
    configure(top);
    return top;
  }

  private void configure(CommandLine top) {
    ProcessEnvironment surroundings = session.surroundings();
    top.registerConverter(LocalDate.class, new PartitionDateConverter(surroundings.clock()));
    top.registerConverter(Duration.class, new DurationConverter());
    words(top, SourcePolicy.class);
    words(top, LateDatePolicy.class);
    words(top, SchemaContract.class);
    words(top, FailOnOption.AnomalyChoice.class);
    words(top, SearchType.class);
    words(top, QuotaMode.class);
    words(top, ConsentPolicy.class);
    words(top, RefreshTokenPolicy.class);
    words(top, OutputFormat.class);
    words(top, Engine.class);
    words(top, ExportFormat.class);
    words(top, LogLevel.class);
    words(top, LogFormat.class);
    words(top, ProgressMode.class);
    top.setOut(utf8(surroundings.out()));
    top.setErr(utf8(surroundings.err()));
    top.setParameterExceptionHandler(this::refuse);
    top.setExecutionExceptionHandler(this::fail);
    top.setExpandAtFiles(false); // a value may begin with @
    HelpLayout.arrange(top);
  }

  private static <E extends Enum<E>> void words(CommandLine top, Class<E> type) {
    top.registerConverter(type, new EnumConverter<>(type));
  }

  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private int refuse(ParameterException wrong, String[] arguments) {
    String message =
        LocaleCheck.mangledArgument(List.of(arguments))
            .orElseGet(() -> UsageErrorFormatter.message(wrong));
    CommandLine command = wrong.getCommandLine();
    String help = "See: " + command.getCommandSpec().qualifiedName() + " --help";
    session.console().print(message + "\n" + help);
    if (command.getCommand() instanceof BaseCommand reporting) {
      FailureInfo failure = new FailureInfo(ExitCode.USAGE, message);
      return session.refuse(reporting, failure);
    }
    return ExitCode.USAGE.number();
  }

  /** For the commands that end without a result line. */
  private int fail(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
    FailureInfo failure = ExitCodeMapper.of(thrown);
    session.console().print(failure.message());
    if (failure.code() == ExitCode.BUG) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      session.console().print(trace.toString().stripTrailing());
    }
    return failure.code().number();
  }
}
