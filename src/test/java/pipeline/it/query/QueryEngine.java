package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pipeline.testing.process.SupervisedProcess;

/**
 * A query engine that runs as a process. It receives queries and returns results as lines of JSON;
 * see src/test/engines.
 */
public class QueryEngine implements AutoCloseable {
  public static final Path SCRIPTS = Path.of("src", "test", "engines").toAbsolutePath();

  private final SupervisedProcess process;
  private final BufferedReader responses;
  private final Writer requests;
  private final Path log;

  /**
   * Starts a command.
   *
   * @param folder of the process and its log, which is created
   * @param environment variables of the engine in addition to PATH and HOME
   */
  QueryEngine(Path folder, Map<String, String> environment, List<String> command) {
    log = folder.resolve("engine.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(log.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    builder.environment().put("HOME", folder.toString()); // without the user's ~/.aws
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(folder);
      process = SupervisedProcess.start(builder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    responses = process.process().inputReader(StandardCharsets.UTF_8);
    requests = process.process().outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Installs an engine in {@code .engines}, unless it is already installed. {@code -DskipPython}
   * skips the test.
   */
  public static Path install(String name) {
    assumeFalse(Boolean.getBoolean("skipPython"), "without Python");
    ProcessBuilder install =
        new ProcessBuilder(SCRIPTS.resolve("install").toString(), name).inheritIO();
    try (SupervisedProcess installing = SupervisedProcess.start(install)) {
      assertEquals(
          0,
          installing.await(Duration.ofMinutes(15)),
          "src/test/engines/install " + name + " failed");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return Path.of(".engines", name).toAbsolutePath();
  }

  /** Runs statements and returns the rows of the last one, with each value as text. */
  public List<List<String>> rows(String sql) {
    try {
      requests.write(new Gson().toJson(sql) + "\n");
      requests.flush();
      String line = responses.readLine();
      if (line == null) {
        throw new AssertionError(sql + "\n" + Files.readString(log));
      }
      return rows(sql, JsonParser.parseString(line));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<List<String>> rows(String sql, JsonElement response) {
    if (!response.isJsonArray()) {
      throw new AssertionError(sql + "\n" + response);
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonElement row : response.getAsJsonArray()) {
      rows.add(row.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList());
    }
    return rows;
  }

  @Override
  public void close() {
    process.close();
  }
}
