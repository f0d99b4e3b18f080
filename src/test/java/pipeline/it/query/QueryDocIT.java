package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pipeline.testing.process.DuckDb;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.LocalMachine;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.SupervisedProcess;

/**
 * Runs the commands and queries of docs/query.md and compares their results with the page. {@code
 * -Ddocs.write} writes the results to the page.
 */
class QueryDocIT {
  private static final Path PAGE = Path.of("docs", "query.md");
  private static final Pattern COMMANDS =
      Pattern.compile("```sh\n(export LAKE.*?)```\n", Pattern.DOTALL);
  private static final Pattern QUESTION =
      Pattern.compile(
          "(?<ask>### \\d+\\. [^\n]*\n```sql\n(?<sql>.*?);\n```\n)(?<answer>(\n(\\|[^\n]*\n)+)?)",
          Pattern.DOTALL);

  @Test
  void printedResultsAreTheRealOnes() throws IOException {
    String page = Files.readString(PAGE);
    Path folder = runThePrintedCommands(page);
    DuckDb.execute(
        Files.readString(folder.resolve("example.sql")).replace("new_releases", "example"));
    DuckDb.execute("USE example");
    List<String> questions = new ArrayList<>();
    String answered;
    try {
      answered =
          QUESTION
              .matcher(page)
              .replaceAll(
                  question -> {
                    questions.add(question.group());
                    Matcher parts = QUESTION.matcher(question.group());
                    parts.find();
                    return Matcher.quoteReplacement(
                        parts.group("ask") + "\n" + table(parts.group("sql")));
                  });
    } finally {
      DuckDb.execute("USE main");
    }
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, answered);
    }
    assertEquals(10, questions.size());
    assertEquals(answered, page);
  }

  /** Runs the printed commands in bash, as a reader does. */
  private static Path runThePrintedCommands(String page) throws IOException {
    Matcher commands = COMMANDS.matcher(page);
    commands.find();
    Path folder = ExampleDay.newFolder("query");
    Files.createSymbolicLink(folder.resolve("target"), PipelineJar.FILE.getParent());
    Path java = Path.of(System.getProperty("java.home"), "bin");
    String script =
        "set -e\nPATH="
            + java
            + ":$PATH\n"
            + commands.group(1).replace("8765", "" + LocalMachine.freePort());
    // The script stops the simulator, which is no failure.
    script = script.replace("wait $!", "wait $! || true");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    bash.environment().keySet().retainAll(Set.of("PATH"));
    bash.environment().put("HOME", folder.toString());
    try (SupervisedProcess shell = SupervisedProcess.start(bash)) {
      int exitCode = shell.await(Duration.ofMinutes(10));
      assertEquals(0, exitCode, () -> "see " + folder.resolve("log"));
    }
    return folder;
  }

  private static String table(String sql) {
    List<String> columns = List.copyOf(DuckDb.columns("(" + sql + ")").keySet());
    StringBuilder table =
        new StringBuilder(line(columns) + "|" + "---|".repeat(columns.size()) + "\n");
    DuckDb.rows(sql).forEach(row -> table.append(line(row)));
    return table.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells.stream().map(QueryDocIT::cell).toList()) + " |\n";
  }

  private static String cell(String value) {
    return value.equals("null") ? "" : value.replace("|", "\\|");
  }
}
