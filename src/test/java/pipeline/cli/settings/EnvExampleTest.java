package pipeline.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that people copy to .env. */
class EnvExampleTest {
  private static final Path EXAMPLE = Path.of(".env.example");
  private static final Path SETTINGS = Path.of("src/main/java/pipeline/cli/settings/Settings.java");

  @TempDir Path folder;

  private static List<String> namesIn(Path code) throws IOException {
    return Pattern.compile("\"([A-Z][A-Z0-9_]*_[A-Z0-9_]*[A-Z0-9]|LAKE|SIMULATE)\"")
        .matcher(Files.readString(code))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private Map<String, String> read(String text) throws IOException {
    Files.writeString(folder.resolve(DotEnv.NAME), text);
    return DotEnv.read(folder, warning -> {});
  }

  @Test
  void everySettingIsInIt() throws IOException {
    String uncommented = Files.readString(EXAMPLE).replaceAll("(?m)^#([A-Z][A-Z0-9_]*=)", "$1");
    Map<String, String> all = read(uncommented);
    assertEquals(
        List.of(),
        namesIn(SETTINGS).stream().filter(name -> !all.containsKey(name)).toList(),
        "not in .env.example");
  }

  @Test
  void aCopyOfItSetsNothing() throws IOException {
    Map<String, String> set = read(Files.readString(EXAMPLE));
    set.values().removeIf(String::isBlank);
    assertEquals(Map.of(), set);
  }
}
