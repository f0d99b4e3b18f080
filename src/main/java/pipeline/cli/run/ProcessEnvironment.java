package pipeline.cli.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;

/**
 * All that a run takes from outside beside its arguments.
 *
 * @param out the result and nothing else
 * @param err everything for people
 * @param terminal what err can show
 * @param screen what out is
 * @param folders the paths that the JVM itself works with, by what they are, as it decoded them
 */
public record ProcessEnvironment(
    Map<String, String> environment,
    PrintStream out,
    PrintStream err,
    StderrTerminal terminal,
    StdoutTerminal screen,
    Clock clock,
    Path workingFolder,
    Map<String, String> folders) {
  /** With no folders of the JVM's own. */
  public ProcessEnvironment(
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      StderrTerminal terminal,
      StdoutTerminal screen,
      Clock clock,
      Path workingFolder) {
    this(environment, out, err, terminal, screen, clock, workingFolder, Map.of());
  }

  @Override
  public String toString() {
    return "ProcessEnvironment(" + workingFolder + ")"; // the environment holds secrets
  }
}
