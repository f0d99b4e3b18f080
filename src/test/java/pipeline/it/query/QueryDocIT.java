package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.testing.S3Server;
import pipeline.testing.process.DuckDb;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LocalMachine;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.PipelineJar.MissingFeature;
import pipeline.testing.process.SupervisedProcess;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Runs the commands and queries of docs/query.md and compares their results with the page. {@code
 * -Ddocs.write} writes DuckDB's results to the page.
 */
class QueryDocIT {
  private static final Path PAGE = Path.of("docs", "query.md");
  private static final Pattern COMMANDS =
      Pattern.compile("```sh\n(export LAKE.*?)```\n", Pattern.DOTALL);
  private static final Pattern QUESTION =
      Pattern.compile(
          "(?<ask>### \\d+\\. [^\n]*\n```sql\n(?<sql>.*?);\n```\n)(?<answer>(\n(\\|[^\n]*\n)+)?)",
          Pattern.DOTALL);
  private static final int QUESTIONS = 10;

  private static String page;
  private static Path folder;

  @BeforeAll
  static void createTheLake() throws IOException {
    page = Files.readString(PAGE);
    folder = runThePrintedCommands();
  }

  @Test
  void printedResultsAreThoseOfDuckDb() throws IOException {
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
    assertEquals(QUESTIONS, questions.size());
    assertEquals(answered, page);
  }

  @Test
  void trinoGivesThePrintedResults() throws IOException {
    assumeTrue(Boolean.getBoolean("full"), "Trino is large");
    MissingFeature.assumeVersitygw();
    Path place = ExampleDay.newFolder("query-trino");
    try (S3Server server = S3Server.versitygw(place)) {
      upload(folder.resolve("example"), server);
      try (TrinoEngine trino = TrinoEngine.start(place, server)) {
        JarRunner runner = JarRunner.in(place).with("LAKE", "s3://example/lake");
        trino.rows(runner.run("sql --engine trino").requireSuccess().out());
        assertPrintedResults(trino);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark-4.2", "spark-4.3"})
  void sparkGivesThePrintedResults(String version) {
    assumeTrue(Boolean.getBoolean("full"), "Spark is large");
    Path place = ExampleDay.newFolder("query-spark");
    try (PythonEngine spark = PythonEngine.start(version, place, Map.of(), "spark")) {
      JarRunner runner = JarRunner.in(place).withLake(folder.resolve("example"));
      spark.rows(runner.run("sql --engine spark").requireSuccess().out());
      spark.rows("USE new_releases");
      assertPrintedResults(spark);
    }
  }

  private static void assertPrintedResults(QueryEngine engine) {
    List<MatchResult> questions = QUESTION.matcher(page).results().toList();
    assertEquals(QUESTIONS, questions.size());
    for (MatchResult question : questions) {
      Matcher parts = QUESTION.matcher(question.group());
      parts.find();
      String rows =
          engine.rows(parts.group("sql")).stream()
              .map(QueryDocIT::line)
              .collect(Collectors.joining());
      List<String> printed = parts.group("answer").strip().lines().toList();
      assertEquals(String.join("\n", printed.subList(2, printed.size())), rows.strip());
    }
  }

  private static void upload(Path lake, S3Server server) throws IOException {
    server.createBucket("example");
    try (S3Client client = server.client();
        Stream<Path> files = Files.walk(lake)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        client.putObject(
            put -> put.bucket("example").key("lake/" + lake.relativize(file)),
            RequestBody.fromFile(file));
      }
    }
  }

  /** Runs the commands of the page in bash, as a reader does. */
  private static Path runThePrintedCommands() throws IOException {
    Matcher commands = COMMANDS.matcher(page);
    commands.find();
    Path place = ExampleDay.newFolder("query");
    Files.createSymbolicLink(place.resolve("target"), PipelineJar.FILE.getParent());
    Path java = Path.of(System.getProperty("java.home"), "bin");
    String script =
        "set -e\nPATH="
            + java
            + ":$PATH\n"
            + commands.group(1).replace("8765", "" + LocalMachine.freePort());
    // The script stops the simulator, so its exit code is not a failure.
    script = script.replace("wait $!", "wait $! || true");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", script)
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(place.resolve("log").toFile());
    bash.environment().keySet().retainAll(Set.of("PATH"));
    bash.environment().put("HOME", place.toString());
    try (SupervisedProcess shell = SupervisedProcess.start(bash)) {
      int exitCode = shell.await(Duration.ofMinutes(10));
      assertEquals(0, exitCode, () -> "see " + place.resolve("log"));
    }
    return place;
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
