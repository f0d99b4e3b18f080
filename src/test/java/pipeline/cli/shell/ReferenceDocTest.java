package pipeline.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/** Compares docs/reference.md and the README with the code. */
class ReferenceDocTest {
  private static final Path REFERENCE = Path.of("docs/reference.md");

  private static String section(Path file, String title) throws IOException {
    String page = Files.readString(file);
    int start = page.indexOf("\n## " + title + "\n");
    assertTrue(start >= 0, file + " has no section " + title);
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
  void exitCodesAreThoseOfTheCode() throws IOException {
    String rows =
        Arrays.stream(ExitCode.values())
            .map(ReferenceDocTest::row)
            .collect(Collectors.joining("\n"));
    String table = "| code | when | Airflow |\n|---|---|---|\n" + rows + "\n";
    assertTrue(
        section(REFERENCE, "Exit codes").contains(table), REFERENCE + " must contain:\n" + table);
  }

  @Test
  void commandsAndSummariesAreThoseOfTheCode() throws IOException {
    String rows =
        CommandRegistry.ALL.stream()
            .map(command -> "| `%s` | %s |".formatted(command.name(), command.summary()))
            .collect(Collectors.joining("\n"));
    assertTrue(section(REFERENCE, "Commands").contains(rows), rows);
  }

  /** Returns the option names of a command's help, without those that all commands have. */
  private static String options(String command) {
    Path help = Path.of("src/test/resources/pipeline/cli/help", command + ".txt");
    try {
      String own = Files.readString(help).split("\nGeneral:\n", -1)[0];
      return found("^ {1,6}(?:-., )?(--[a-z0-9-]+)", own).stream()
          .map("`%s`"::formatted)
          .collect(Collectors.joining(", "));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void optionsAreThoseOfTheHelp() throws IOException {
    String rows =
        CommandRegistry.names().stream()
            .filter(command -> !command.equals("generate-completion")) // has only --help
            .map(command -> "| `%s` | %s |".formatted(command, options(command)))
            .collect(Collectors.joining("\n"));
    assertTrue(section(REFERENCE, "Options").contains(rows), rows);
  }

  @Test
  void resultKeysAreThoseOfTheCode() throws IOException {
    String code = Files.readString(Path.of("src/main/java/pipeline/cli/result/RunReport.java"));
    List<String> keys = found("line\\.put\\(\"([a-z_]+)\"", code);
    List<String> documented =
        found("`([a-z_]+)`(?=[^|]*\\|[^|]*\\|$)", section(REFERENCE, "Results"));
    assertEquals(List.of(), keys.stream().filter(key -> !documented.contains(key)).toList());
  }

  @Test
  void tablesOfTheReadmeAreThoseOfTheLake() throws IOException {
    List<String> tables = Tables.all().stream().map(table -> table.qualifiedName()).toList();
    assertEquals(
        tables, found("^\\| ([a-z]+/[a-z_]+) \\|", section(Path.of("README.md"), "Tables")));
  }
}
