package pipeline.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pipeline.cli.result.ExitCode;
import pipeline.tables.row.Tables;
import pipeline.testing.cli.CommandRun;

/** The page that people read first says what the code does. */
class ReadmeTest {
  private static String section(String title) throws IOException {
    String page = Files.readString(Path.of("README.md"));
    int start = page.indexOf("\n## " + title + "\n");
    assertTrue(start >= 0, "no section " + title);
    int end = page.indexOf("\n## ", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static String row(ExitCode code) {
    return "| %d | %s | %s |".formatted(code.number(), code.meaning(), code.airflowReaction());
  }

  @Test
  void theTableOfExitCodesIsThatOfTheCode() throws IOException {
    String rows =
        Arrays.stream(ExitCode.values()).map(ReadmeTest::row).collect(Collectors.joining("\n"));
    String table = "| code | when | Airflow |\n|---|---|---|\n" + rows + "\n";
    assertTrue(section("Exit codes").contains(table), "README.md shall contain:\n" + table);
  }

  @Test
  void theCommandsAreThoseOfTheHelp() throws IOException {
    List<String> offered = found("^  ([a-z-]+) {2,}\\S", CommandRun.run("--help").out());
    assertEquals(offered, found("^\\| `([a-z-]+)` \\|", section("Commands")));
  }

  @Test
  void theTablesAreThoseOfTheLake() throws IOException {
    List<String> made = Tables.all().stream().map(table -> table.qualifiedName()).toList();
    assertEquals(made, found("^\\| ([a-z]+/[a-z_]+) \\|", section("Tables")));
  }
}
