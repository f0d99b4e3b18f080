package pipeline.it.airflow;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import pipeline.testing.process.InterruptibleCommand;

/**
 * A suite of Python tests that runs as a process. Each suite has a test class of its own, so that
 * Maven runs it at the same time as the other integration tests.
 *
 * @param script path of the script in the checkout, which passes its arguments on to pytest
 * @param arguments selection of tests
 */
record PythonSuite(String script, List<String> arguments) {
  private static final long TIMEOUT_MINUTES = 30;
  private static final int SHOWN_LINES = 60;

  /** Tests of the DAGs, with the selection of pytest's option {@code -k}. */
  static PythonSuite ofDags(String selection) {
    assumeFalse(Boolean.getBoolean("skipPython"), "without Python");
    return new PythonSuite("src/test/python/run", List.of("-k", selection));
  }

  static void assumeFull() {
    assumeTrue(Boolean.getBoolean("full"), "takes minutes: mvn verify -Pfull");
  }

  /**
   * Runs the suite to its end, with its output in {@code target/it/<name>.log}.
   *
   * @throws AssertionError with the end of the output if a test fails
   */
  void run(String name) throws IOException, InterruptedException {
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
    Process process = builder.start();
    Thread stopAtExit = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(stopAtExit);
    try {
      boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(
            (ended ? "failed" : "not ended after " + TIMEOUT_MINUTES + " min") + ":\n" + end(log));
      }
    } finally {
      process.destroy(); // the scripts take down what they started
      Runtime.getRuntime().removeShutdownHook(stopAtExit);
    }
  }

  private static String end(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    int from = Math.max(0, lines.size() - SHOWN_LINES);
    return log + ":\n" + String.join("\n", lines.subList(from, lines.size()));
  }
}
