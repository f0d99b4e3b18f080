package pipeline.it.query;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A query engine from the Python package index. */
public final class PythonEngine extends QueryEngine {
  private PythonEngine(Path folder, Map<String, String> environment, List<String> command) {
    super(folder, environment, command);
  }

  /**
   * Starts the engine, and installs it first if necessary. {@code -DskipPython} skips the test.
   *
   * @param environment variables of the engine in addition to PATH, HOME and JAVA_HOME
   */
  public static PythonEngine start(
      String name, Path folder, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(install(name).resolve("bin").resolve("python").toString());
    command.add(SCRIPTS.resolve("ask.py").toString());
    command.addAll(List.of(arguments));
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    return new PythonEngine(folder, variables, command);
  }
}
