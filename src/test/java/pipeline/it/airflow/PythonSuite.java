package pipeline.it.airflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pipeline.testing.process.InterruptibleCommand;
import pipeline.testing.process.SupervisedProcess;

/**
 * A suite of Python tests that runs as a process. Each suite has a test class of its own, so that
 * Maven runs it at the same time as the other integration tests.
 *
 * @param script path of the script in the checkout, which passes its arguments on to pytest
 * @param arguments selection of tests
 */
public record PythonSuite(String script, List<String> arguments) {
  private static final Duration TIMEOUT = Duration.ofMinutes(30);
  private static final int SHOWN_LINES = 60;

  /** Time that a script has to take down the servers that it started. */
  private static final Duration SHUTDOWN_TIME = Duration.ofSeconds(60);

  /** Tests of the DAGs, with the selection of pytest's option {@code -k}. */
  static PythonSuite ofDags(String selection) {
    assumeFalse(Boolean.getBoolean("skipPython"), "without Python");
    return new PythonSuite("src/test/python/run", List.of("-k", selection));
  }

  /** Tests of a tool of the Python package index; see src/test/engines. */
  public static PythonSuite ofTool(String name) {
    assumeFalse(Boolean.getBoolean("skipPython"), "without Python");
    return new PythonSuite("src/test/engines/run", List.of(name));
  }

  public static void assumeFull() {
    assumeTrue(Boolean.getBoolean("full"), "takes minutes: mvn verify -Pfull");
  }

  /**
   * Runs the suite to its end, with its output in {@code target/it/<name>.log}.
   *
   * @throws AssertionError with the end of the output if a test fails
   */
  public void run(String name) throws IOException {
    Path log = Files.createDirectories(Path.of("target", "it")).resolve(name + ".log");
    List<String> command = new ArrayList<>(List.of(Path.of(script).toAbsolutePath().toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(InterruptibleCommand.from(command))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("FULL", System.getProperty("full", "false"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try (SupervisedProcess suite = SupervisedProcess.start(builder, SHUTDOWN_TIME)) {
      int exitCode = suite.await(TIMEOUT);
      assertEquals(0, exitCode, () -> log + ":\n" + end(log));
    }
  }

  private static String end(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
