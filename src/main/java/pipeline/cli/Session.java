package pipeline.cli;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.cli.console.Console;
import pipeline.cli.console.LogLevel;
import pipeline.cli.console.Logs;
import pipeline.cli.console.ProgressBoard;
import pipeline.cli.console.Terminal;
import pipeline.cli.settings.LocaleCheck;
import pipeline.cli.settings.Settings;

/** One command line being run: what its commands share. */
final class Session {
  /** What a stage does. */
  @FunctionalInterface
  interface Stage {
    Outcome run(Context context) throws Exception;
  }

  private final Surroundings surroundings;
  private final Stages stages;
  private final SpotifyVisits visits;
  private final PlaylistWork playlists;
  private final LakeVisits lakes;
  private final Installation installation;
  private final Examinations examinations;
  private final RandomGenerator random;
  private final String runId;
  private final Console console;
  private final ResultLines results;
  private final Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
  private volatile @Nullable Report current;

  Session(
      Surroundings surroundings,
      Stages stages,
      SpotifyVisits visits,
      PlaylistWork playlists,
      LakeVisits lakes,
      Installation installation,
      Examinations examinations,
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
    this.results = new ResultLines(surroundings.out(), surroundings.err(), console);
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Stages stages() {
    return stages;
  }

  SpotifyVisits visits() {
    return visits;
  }

  PlaylistWork playlists() {
    return playlists;
  }

  LakeVisits lakes() {
    return lakes;
  }

  Installation installation() {
    return installation;
  }

  Examinations examinations() {
    return examinations;
  }

  /** For what shall be another each time; short, so that people can type it. */
  long seed() {
    return random.nextInt(1_000_000_000);
  }

  Console console() {
    return console;
  }

  /** Runs a command that ends with a result line, whatever happens; returns its exit code. */
  int report(ReportingCommand command) {
    String name = command.spec.name();
    String date = command.dateText();
    Report report = new Report(name, date, runId, surroundings.clock());
    current = report;
    if (command.dataOnStdout()) {
      results.leaveStdout();
    }
    startLogging(command.common, command.usualLogLevel());
    log().info("{}, run {}{}", date == null ? name : name + " " + date, runId, airflow().words());
    try (ProgressBoard progress = progress(command.common)) {
      checkFolders();
      Settings settings = settings(command.lake());
      try (Opened opened = new Opened()) {
        command.run(
            new Context(
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
      return results.printLast(report.failed(Failures.of(thrown)));
    }
  }

  /** Checks, before anything is written, that this locale can represent the JVM's own folders. */
  void checkFolders() {
    surroundings.folders().forEach(LocaleCheck::checkPath);
  }

  /** A stream of Java's says nothing of a full disk unless it is asked. */
  private void requireWholeData() {
    if (surroundings.out().checkError()) {
      throw new CommandFailure(
          ExitCode.LAKE,
          "stdout did not take all of the data, for its disk is full or its reader has gone: what"
              + " is there is cut.",
          null);
    }
  }

  /** Runs a stage as part of a command, with a result line of its own. */
  void stage(String name, String date, Context context, Report command, Stage stage)
      throws Exception {
    Report report = new Report(name, date, runId, surroundings.clock());
    Context own = context.forNextStage();
    report.running(own);
    command.running(own);
    try {
      Outcome outcome = stage.run(own);
      report.add(outcome);
      command.add(outcome);
      results.print(report.ok());
    } catch (Throwable thrown) {
      command.add(Outcome.ofCalls(own.calls()));
      tell(name + " " + date + ": ", thrown);
      results.print(report.failed(Failures.of(thrown)));
      throw thrown;
    }
  }

  /** Ends a command that was never begun, for its usage is wrong. */
  int refuse(ReportingCommand command, Failure failure) {
    Report report =
        new Report(command.spec.name(), command.dateText(), runId, surroundings.clock());
    if (command.dataOnStdout()) {
      results.leaveStdout();
    }
    return results.printLast(report.failed(failure));
  }

  /** For a signal: prints the result line if there is to be one, and returns the exit code. */
  int stop(ExitCode code) {
    Report report = current;
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

  private ProgressBoard progress(CommonOptions common) {
    return new ProgressBoard(
        console, surroundings.clock(), surroundings.terminal(), common.progress);
  }

  /** Sends logs to stderr, as the options say. */
  void startLogging(CommonOptions common, LogLevel usual) {
    Terminal terminal = surroundings.terminal();
    Logs.to(
        console,
        common.logLevel(usual),
        common.logFormat,
        common.noColor ? terminal.withoutColours() : terminal,
        airflow().fields(runId));
  }

  private AirflowRun airflow() {
    return AirflowRun.in(surroundings.environment());
  }

  /** Once; the stack trace of a bug always, of anything else only for who looks for it. */
  private void tell(String where, Throwable thrown) {
    if (!told.add(thrown)) {
      return;
    }
    Failure failure = Failures.of(thrown);
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
