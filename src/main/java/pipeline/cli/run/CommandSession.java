package pipeline.cli.run;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.cli.console.Console;
import pipeline.cli.console.LogLevel;
import pipeline.cli.console.LoggingSetup;
import pipeline.cli.console.ProgressDisplay;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.ExitCodeMapper;
import pipeline.cli.result.FailureInfo;
import pipeline.cli.result.ResultWriter;
import pipeline.cli.result.StageResult;
import pipeline.cli.result.UsageException;
import pipeline.cli.settings.LocaleCheck;
import pipeline.cli.settings.Settings;

/** One command line being run: what its commands share. */
public final class CommandSession {
  /** What a stage does. */
  @FunctionalInterface
  public interface StageAction {
    StageResult run(RunContext context) throws Exception;
  }

  private final ProcessEnvironment surroundings;
  private final StageRunner stages;
  private final SpotifyProvider visits;
  private final PlaylistService playlists;
  private final LakeProvider lakes;
  private final CdsArchiver installation;
  private final HealthCheckProvider examinations;
  private final RandomGenerator random;
  private final String runId;
  private final Console console;
  private final ResultWriter results;
  private final Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
  private volatile @Nullable RunReport current;

  public CommandSession(
      ProcessEnvironment surroundings,
      StageRunner stages,
      SpotifyProvider visits,
      PlaylistService playlists,
      LakeProvider lakes,
      CdsArchiver installation,
      HealthCheckProvider examinations,
      RandomGenerator random) {
    this.surroundings = surroundings;
    this.stages = stages;
    this.visits = visits;
    this.playlists = playlists;
    this.lakes = lakes;
    this.installation = installation;
    this.examinations = examinations;
    this.random = random;
    this.runId = RunId.at(surroundings.clock().instant(), random);
    this.console = new Console(surroundings.err());
    this.results = new ResultWriter(surroundings.out(), surroundings.err(), console);
  }

  public ProcessEnvironment surroundings() {
    return surroundings;
  }

  public StageRunner stages() {
    return stages;
  }

  public SpotifyProvider visits() {
    return visits;
  }

  public PlaylistService playlists() {
    return playlists;
  }

  public LakeProvider lakes() {
    return lakes;
  }

  public CdsArchiver installation() {
    return installation;
  }

  public HealthCheckProvider examinations() {
    return examinations;
  }

  /** For what shall be another each time; short, so that people can type it. */
  public long seed() {
    return random.nextInt(1_000_000_000);
  }

  public Console console() {
    return console;
  }

  /** Runs a command that ends with a result line, whatever happens; returns its exit code. */
  int report(BaseCommand command) {
    String name = command.spec.name();
    String date = command.dateText();
    RunReport report = new RunReport(name, date, runId, surroundings.clock());
    current = report;
    if (command.dataOnStdout()) {
      results.leaveStdout();
    }
    startLogging(command.common, command.usualLogLevel());
    log().info("{}, run {}{}", date == null ? name : name + " " + date, runId, airflow().words());
    try (ProgressDisplay progress = progress(command.common)) {
      checkFolders();
      Settings settings = settings(command.lake());
      try (ResourceScope opened = new ResourceScope()) {
        command.run(
            new RunContext(
                settings,
                command.simulation(settings),
                progress,
                surroundings.clock(),
                surroundings.workingFolder(),
                runId,
                opened),
            report);
      }
      if (command.dataOnStdout()) {
        requireWholeData();
      }
      return results.printLast(command.dataOnStdout() ? report.answered() : report.ok());
    } catch (UsageException usage) {
      throw usage; // told as any other error of usage
    } catch (Throwable thrown) { // errors too: the line must come
      tell("", thrown);
      return results.printLast(report.failed(ExitCodeMapper.of(thrown)));
    }
  }

  /** Checks, before anything is written, that this locale can represent the JVM's own folders. */
  public void checkFolders() {
    surroundings.folders().forEach(LocaleCheck::checkPath);
  }

  /** A stream of Java's says nothing of a full disk unless it is asked. */
  private void requireWholeData() {
    if (surroundings.out().checkError()) {
      throw new CommandException(
          ExitCode.LAKE,
          "stdout did not take all of the data, for its disk is full or its reader has gone: what"
              + " is there is cut.",
          null);
    }
  }

  /** Runs a stage as part of a command, with a result line of its own. */
  public void stage(
      String name, String date, RunContext context, RunReport command, StageAction stage)
      throws Exception {
    RunReport report = new RunReport(name, date, runId, surroundings.clock());
    RunContext own = context.forNextStage();
    report.running(own);
    command.running(own);
    try {
      StageResult outcome = stage.run(own);
      report.add(outcome);
      command.add(outcome);
      results.print(report.ok());
    } catch (Throwable thrown) {
      command.add(StageResult.ofCalls(own.calls()));
      tell(name + " " + date + ": ", thrown);
      results.print(report.failed(ExitCodeMapper.of(thrown)));
      throw thrown;
    }
  }

  /** Ends a command that was never begun, for its usage is wrong. */
  public int refuse(BaseCommand command, FailureInfo failure) {
    RunReport report =
        new RunReport(command.spec.name(), command.dateText(), runId, surroundings.clock());
    if (command.dataOnStdout()) {
      results.leaveStdout();
    }
    return results.printLast(report.failed(failure));
  }

  /** For a signal: prints the result line if there is to be one, and returns the exit code. */
  public int stop(ExitCode code) {
    RunReport report = current;
    if (report == null) {
      console.silence();
      return code.number();
    }
    return results.printLast(report.stopped(code));
  }

  private Settings settings(@Nullable String lake) {
    return Settings.load(
        surroundings.environment(),
        surroundings.workingFolder(),
        lake,
        warning -> log().warn(warning));
  }

  private ProgressDisplay progress(GlobalOptions common) {
    return new ProgressDisplay(
        console, surroundings.clock(), surroundings.terminal(), common.progress);
  }

  /** Sends logs to stderr, as the options say. */
  public void startLogging(GlobalOptions common, LogLevel usual) {
    StderrTerminal terminal = surroundings.terminal();
    LoggingSetup.to(
        console,
        common.logLevel(usual),
        common.logFormat,
        common.noColor ? terminal.withoutColours() : terminal,
        airflow().fields(runId));
  }

  private AirflowContext airflow() {
    return AirflowContext.in(surroundings.environment());
  }

  /** Once; the stack trace of a bug always, of anything else only for who looks for it. */
  private void tell(String where, Throwable thrown) {
    if (!told.add(thrown)) {
      return;
    }
    FailureInfo failure = ExitCodeMapper.of(thrown);
    if (failure.code() == ExitCode.BUG || log().isDebugEnabled()) {
      log().error("{}{}", where, failure.message(), thrown);
    } else {
      log().error("{}{}", where, failure.message());
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger("pipeline");
  }
}
