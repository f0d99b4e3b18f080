package pipeline.cli.run;

import java.time.LocalDate;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import pipeline.cli.console.Console;
import pipeline.cli.console.LogDate;
import pipeline.cli.console.LoggingSetup;
import pipeline.cli.console.ProgressDisplay;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.ExitCodeMapper;
import pipeline.cli.result.FailureInfo;
import pipeline.cli.result.ResultWriter;
import pipeline.cli.result.ResultWriter.ResultLine;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.result.UsageException;
import pipeline.cli.settings.LocaleCheck;
import pipeline.cli.settings.Settings;

/** The execution of one command line: its environment, services, run ID and output. */
public final class CommandSession {
  /** The work of one stage. */
  @FunctionalInterface
  public interface StageAction {
    StageResult run(RunContext context) throws Exception;
  }

  private final ProcessEnvironment process;
  private final Services services;
  private final String runId;
  private final Console console;
  private final ResultWriter results;
  private final DateOutput output = new DateOutput();
  private final Set<Throwable> loggedFailures =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  /** The stages whose result lines have not been printed yet. */
  private final Set<RunReport> runningStages = ConcurrentHashMap.newKeySet();

  private volatile @Nullable RunReport current;

  public CommandSession(ProcessEnvironment process, Services services) {
    this.process = process;
    this.services = services;
    this.runId = createRunId();
    this.console = new Console(process.err());
    this.results = new ResultWriter(process.out(), process.err(), console);
  }

  /**
   * Returns a unique ID: milliseconds since 1970 and 48 random bits, both in hexadecimal. IDs sort
   * by time.
   */
  private String createRunId() {
    return "%012x-%012x"
        .formatted(process.clock().millis(), services.random().nextLong() & 0xffff_ffff_ffffL);
  }

  public ProcessEnvironment process() {
    return process;
  }

  public Services services() {
    return services;
  }

  /** Returns a random seed from 0 to 999,999,999, which is short enough to type. */
  public long randomSeed() {
    return services.random().nextInt(1_000_000_000);
  }

  public Console console() {
    return console;
  }

  /** Writes data to stdout. */
  public void print(String text) {
    process.out().print(text);
    process.out().flush();
  }

  /** Runs a command, prints its result line even if it fails, and returns its exit code. */
  int runCommand(BaseCommand command) {
    String name = command.spec.name();
    String date = command.dateText();
    RunReport report = startReport(command);
    current = report;
    startLogging(command.common, command.defaultLogLevel());
    log()
        .info(
            "{}, run ID {}{}",
            date == null ? name : name + " " + date,
            runId,
            airflowContext().describe());
    try (ProgressDisplay progress =
        new ProgressDisplay(
            console, process.clock(), process.terminal(), command.common.progress)) {
      checkFolders();
      command.common.metricsFile(process.workingFolder()).ifPresent(results::setListener);
      Settings settings =
          Settings.load(
              process.environment(), process.workingFolder(), command.lake(), log()::warn);
      try (ResourceScope resources = new ResourceScope()) {
        RunContext context =
            new RunContext(
                process, settings, command.simulation(settings), progress, runId, resources);
        report.addRunning(context::unfinishedResult);
        command.run(context, report);
      }
      if (command.hasDataOnStdout()) {
        checkStdoutComplete();
      }
      return results.printLast(
          command.hasDataOnStdout() ? report.answerResult() : report.okResult());
    } catch (UsageException usage) {
      throw usage; // BaseCommand converts the exception to a usage error of picocli
    } catch (Throwable thrown) { // includes errors, because the result line must be printed
      logFailure("", thrown);
      return results.printLast(report.failedResult(ExitCodeMapper.toFailure(thrown)));
    }
  }

  /**
   * Checks that the JVM decoded the paths of its folders correctly. Must be called before the first
   * file is written.
   */
  public void checkFolders() {
    process.folders().forEach(LocaleCheck::checkPath);
  }

  /**
   * Throws if a write to stdout failed, because a {@link java.io.PrintStream} does not throw write
   * errors.
   */
  private void checkStdoutComplete() {
    if (process.out().checkError()) {
      throw new CommandException(
          ExitCode.LAKE,
          "incomplete output: stdout (the disk is full, or the program that reads stdout has"
              + " ended); free disk space, or keep that program running, then rerun");
    }
  }

  /**
   * Begins a date on the current thread, while other threads run other dates. Until {@link
   * #endDate}, the log lines of this thread show the date. The result lines of the date are printed
   * after those of all earlier dates that have begun.
   */
  public void beginDate(LocalDate date) {
    LogDate.set(date.toString());
    output.begin(date.toString());
  }

  /** Ends a date that {@link #beginDate} has begun on the current thread. */
  public void endDate(LocalDate date) {
    output.end(date.toString());
    LogDate.remove();
  }

  /** Runs a stage as part of a command and prints a result line for the stage. */
  public void runStage(
      String name, String date, RunContext context, RunReport command, StageAction stage)
      throws Exception {
    RunReport report = new RunReport(name, date, runId, process.clock());
    RunContext stageContext = context.withOwnCount();
    Supplier<StageResult> unfinished = stageContext::unfinishedResult;
    report.addRunning(unfinished);
    command.addRunning(unfinished);
    runningStages.add(report);
    try {
      StageResult outcome = stage.run(stageContext);
      report.add(outcome);
      ResultLine line = report.okResult();
      output.run(
          date,
          () -> {
            runningStages.remove(report);
            command.addStage(date, outcome, unfinished);
            results.print(line);
          });
    } catch (Throwable thrown) {
      logFailure(name + " " + date + ": ", thrown);
      StageResult failed = unfinished.get();
      ResultLine line = report.failedResult(ExitCodeMapper.toFailure(thrown));
      output.run(
          date,
          () -> {
            runningStages.remove(report);
            command.addStage(date, failed, unfinished);
            results.print(line);
          });
      throw thrown;
    }
  }

  /** Prints the result line of a command whose command line is wrong, and returns the exit code. */
  public int rejectUsage(BaseCommand command, FailureInfo failure) {
    return results.printLast(startReport(command).failedResult(failure));
  }

  private RunReport startReport(BaseCommand command) {
    if (command.hasDataOnStdout()) {
      results.leaveStdout();
    }
    return new RunReport(command.spec.name(), command.dateText(), runId, process.clock());
  }

  /**
   * Prints the result line of the current command after a signal, unless its final line has already
   * been printed. Returns the exit code of the printed line.
   */
  public int stop(ExitCode code) {
    RunReport report = current;
    if (report == null) {
      console.silence();
      return code.number();
    }
    return output.finish(
        () -> {
          runningStages.forEach(stage -> results.addStage(stage.stoppedResult(code)));
          return results.printLast(report.stoppedResult(code));
        });
  }

  /**
   * Configures the logs on stderr. The default level of progress lines is always info; {@code
   * defaultLevel} applies to all other messages.
   */
  public void startLogging(GlobalOptions common, Level defaultLevel) {
    StderrTerminal terminal = process.terminal();
    LoggingSetup.configure(
        console,
        common.logLevel(defaultLevel),
        common.logLevel(Level.INFO),
        common.logFormat,
        common.noColor ? terminal.withoutColours() : terminal,
        airflowContext().logFields(runId));
  }

  private AirflowContext airflowContext() {
    return AirflowContext.from(process.environment());
  }

  /**
   * Logs a failure unless it has already been logged. The stack trace of a bug is always logged.
   * Other stack traces are logged only at level debug or trace.
   */
  private void logFailure(String prefix, Throwable thrown) {
    if (!loggedFailures.add(thrown)) {
      return;
    }
    FailureInfo failure = ExitCodeMapper.toFailure(thrown);
    if (failure.code() == ExitCode.BUG || log().isDebugEnabled()) {
      log().error("{}{}", prefix, failure.message(), thrown);
    } else {
      log().error("{}{}", prefix, failure.message());
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger("pipeline");
  }
}
