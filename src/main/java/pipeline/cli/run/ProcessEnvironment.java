package pipeline.cli.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;

/**
 * The inputs and outputs of a run, except for its arguments.
 *
 * @param out the stream for results and data only
 * @param err the stream for logs, progress and messages
 * @param terminal the capabilities of err
 * @param screen the capabilities of out
 * @param folders the paths of the folders that the JVM uses, as the JVM decoded them. A key is a
 *     description for messages, such as "the working folder".
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
  @Override
  public String toString() {
    return "ProcessEnvironment("
        + workingFolder
        + ")"; // excludes the environment, because it contains secrets
  }
}
