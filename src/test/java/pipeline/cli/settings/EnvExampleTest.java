package pipeline.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the file that users copy to .env. */
class EnvExampleTest {
  private static final Path EXAMPLE = Path.of(".env.example");
  private static final Path SETTINGS = Path.of("src/main/java/pipeline/cli/settings/Settings.java");

  @TempDir Path folder;

  private static List<String> namesIn(Path code) throws IOException {
    return findAll("\"([A-Z][A-Z0-9_]*_[A-Z0-9_]*[A-Z0-9]|LAKE|SIMULATE)\"", code);
  }

  private static List<String> findAll(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private Map<String, String> read(String text) throws IOException {
    Files.writeString(folder.resolve(DotEnvParser.FILE_NAME), text);
    return DotEnvParser.read(folder, Map.of(), warning -> {});
  }

  private void settingIsInTheExample(List<String> names) throws IOException {
    String uncommented = Files.readString(EXAMPLE).replaceAll("(?m)^#([A-Z][A-Z0-9_]*=)", "$1");
    Map<String, String> all = read(uncommented);
    assertEquals(
        List.of(),
        names.stream().filter(name -> !all.containsKey(name)).toList(),
        "not in .env.example");
  }

  @Test
  void exampleHasEachSetting() throws IOException {
    settingIsInTheExample(namesIn(SETTINGS));
  }

  @Test
  void exampleHasEachSettingOfTheDags() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("dags"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".py")).toList()) {
        // Without the variable that the operator itself sets for the jar.
        settingIsInTheExample(findAll("\"(PIPELINE_(?!HIDDEN)[A-Z_]+)\"", file));
      }
    }
  }

  @Test
  void exampleHasEachVariableOfCompose() throws IOException {
    List<String> variables = findAll("\\$\\{([A-Z0-9_]+)", Path.of("docker-compose.airflow.yml"));
    assertTrue(variables.contains("POSTGRES_PASSWORD"));
    settingIsInTheExample(variables);
    settingIsInTheExample(findAll("ARG ([A-Z0-9_]+)", Path.of("Dockerfile")));
  }

  @Test
  void copyOfTheExampleSetsNothing() throws IOException {
    Map<String, String> set = read(Files.readString(EXAMPLE));
    set.values().removeIf(String::isBlank);
    assertEquals(Map.of(), set);
  }
}
