package pipeline.it.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.SupervisedProcess;

/** A Python environment with the packages of a lock file in src/test/engines. */
record PythonVenv(Path folder) {
  /** Creates the environment if necessary. {@code -DskipPython} skips the test. */
  static PythonVenv install(String name) {
    return new PythonVenv(QueryEngine.install(name));
  }

  /** Returns the path of a program. */
  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  /**
   * Runs a program to its end, with stderr in {@code out}.
   *
   * @param workingFolder the working folder and HOME
   * @param environment variables in addition to PATH and HOME
   */
  ProcessResult run(
      Path workingFolder, Map<String, String> environment, String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program(program)));
    command.addAll(List.of(arguments));
    // Without the user's environment and files such as ~/.aws.
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(workingFolder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    builder.environment().put("HOME", workingFolder.toString());
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    try (SupervisedProcess running = SupervisedProcess.start(builder)) {
      running.process().getOutputStream().close();
      String out =
          new String(running.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = running.await(Duration.ofMinutes(1));
      return new ProcessResult(exitCode, out, "", (System.nanoTime() - start) / 1_000_000);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
