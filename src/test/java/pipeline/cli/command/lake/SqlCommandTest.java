package pipeline.cli.command.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.cli.CommandRun;
import pipeline.testing.cli.FakeStageRunner;

/** Checks the options and the output of sql, without an engine and a lake. */
class SqlCommandTest {
  private static void assertRefused(String line, String message) {
    CommandRun run = CommandRun.runLine(line);
    assertEquals(64, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void sqlGoesToStdoutAndTheResultToStderr() {
    CommandRun run = CommandRun.runLine("sql --engine duckdb --lake file:/music");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().startsWith("CREATE SCHEMA IF NOT EXISTS new_releases;\n"));
    assertTrue(run.out().contains("'/music/analytics/dim_album/ds=*/*.parquet'"));
    assertTrue(run.err().startsWith("{\"command\":\"sql\",\"status\":\"ok\""), run.err());
    assertEquals(1, run.err().lines().count());
  }

  @Test
  void settingsLocateS3AndNoKeyIsPrinted() {
    CommandRun run =
        CommandRun.run(
            new FakeStageRunner(),
            Map.of(
                "LAKE", "s3://my-music-lake/lake",
                "AWS_REGION", "eu-central-1",
                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:7070/",
                "AWS_ACCESS_KEY_ID", "key-of-mine",
                "AWS_SECRET_ACCESS_KEY", "secret-of-mine"),
            Path.of("target"),
            "sql",
            "--engine",
            "duckdb",
            "--schema",
            "music");
    assertTrue(run.out().contains("CREATE OR REPLACE SECRET music ("), run.out());
    assertTrue(run.out().contains("REGION 'eu-central-1'"));
    assertTrue(run.out().contains("ENDPOINT '127.0.0.1:7070'"));
    assertTrue(run.out().contains("USE_SSL false"));
    assertTrue(run.out().contains("CREATE OR REPLACE VIEW music.dim_album AS"));
    assertFalse((run.out() + run.err()).contains("of-mine"));
  }

  @Test
  void localFolderIsRefusedForRemoteEngines() {
    assertRefused("sql --engine athena --lake file:/music", "--lake s3://bucket/prefix");
    assertRefused("sql --engine trino --lake file:/music", "cannot read file:/music");
  }

  @Test
  void refusedStdoutFailsTheCommand() {
    CommandRun run = CommandRun.runOnFullDisk("sql", "--engine", "duckdb", "--lake", "file:/music");
    assertEquals(74, run.exitCode());
    assertTrue(run.err().contains("\"error\":\"incomplete output: stdout"), run.err());
  }

  @Test
  void newDatesOptionPrintsOnlyStatementsForNewDates() {
    CommandRun run = CommandRun.runLine("sql --engine spark --lake file:/music --new-dates");
    assertEquals(0, run.exitCode());
    assertEquals(14, run.out().lines().filter(line -> line.startsWith("MSCK ")).count());
    assertEquals(14, run.out().chars().filter(c -> c == ';').count());
  }

  @Test
  void newDatesOptionIsRefusedForEnginesThatFindDates() {
    assertRefused(
        "sql --engine duckdb --lake file:/music --new-dates",
        "--new-dates has no effect for --engine duckdb");
    assertRefused(
        "sql --engine spark --lake file:/music --new-dates --drop",
        "conflicting options: --new-dates and --drop");
  }

  @Test
  void newDatesOptionIsRefusedWithoutReadingTheLake() {
    CommandRun run =
        CommandRun.run(
            new FakeStageRunner(),
            Map.of("LAKE", "s3://no-such-lake", "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1"),
            Path.of("target"),
            "sql",
            "--engine",
            "athena",
            "--new-dates");
    assertEquals(64, run.exitCode());
    assertTrue(run.err().contains("--new-dates has no effect for --engine athena"), run.err());
  }

  @Test
  void wrongUsageIsReported() {
    assertRefused(
        "sql --lake file:/music",
        "--engine is missing: Query engine: duckdb, athena, trino or spark.");
    assertRefused(
        "sql --engine oracle", "'oracle' is not one of duckdb, athena, trino, spark, dbt, odcs");
    assertRefused("sql --engine duckdb --schema New;", "invalid --schema: 'New;'");
  }

  @Test
  void folderWithABackslashIsRefusedForDuckDb() {
    for (String engine : new String[] {"duckdb", "odcs", "dbt --output dbt"}) {
      assertRefused("sql --lake file:/my\\music --engine " + engine, "path has a backslash");
    }
    assertEquals(0, CommandRun.runLine("sql --lake file:/my\\music --engine spark").exitCode());
  }

  private static CommandRun writeProject(Path folder) {
    return CommandRun.run(
        new FakeStageRunner(),
        Map.of("LAKE", "file:/music"),
        folder,
        "sql",
        "--engine",
        "dbt",
        "--output",
        "dbt");
  }

  @Test
  void dbtProjectIsWrittenToAnEmptyFolderOnly(@TempDir Path folder) throws IOException {
    CommandRun run = writeProject(folder);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.out());
    assertTrue(run.err().contains("\"changed\":true"), run.err());
    Path project = folder.resolve("dbt");
    assertTrue(Files.readString(project.resolve("dbt_project.yml")).contains("\"/music\""));
    Files.writeString(project.resolve("README.md"), "mine");
    CommandRun rerun = writeProject(folder);
    assertEquals(64, rerun.exitCode());
    assertTrue(rerun.err().contains("--output is not an empty folder: " + project), rerun.err());
    assertEquals("mine", Files.readString(project.resolve("README.md")));
  }

  @Test
  void folderThatCannotBeWrittenFailsTheCommand(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("file"), "");
    CommandRun run = writeProject(folder.resolve("file"));
    assertEquals(74, run.exitCode());
    assertTrue(run.err().contains("cannot write " + folder.resolve("file/dbt")), run.err());
  }

  /**
   * The paths of the first files are short enough for the operating system, and those of later
   * files are too long.
   */
  @Test
  void failureMidwayLeavesAnEmptyFolder(@TempDir Path folder) throws IOException {
    int longest = 4095;
    Path parent = folder;
    int left = longest - "/dbt/macros/lake_rows.sql".length() - parent.toString().length();
    while (left > 1) {
      int length = Math.min(left - 1, left - 1 > 200 && left - 1 < 300 ? 100 : 200);
      parent = Files.createDirectory(parent.resolve("x".repeat(length)));
      left -= length + 1;
    }

    CommandRun run = writeProject(parent);

    assertEquals(74, run.exitCode(), run.err());
    try (Stream<Path> written = Files.list(parent.resolve("dbt"))) {
      assertEquals(List.of(), written.toList());
    }
  }

  @Test
  void onlyDbtHasAnOutputFolder() {
    assertRefused("sql --engine dbt --lake file:/music", "for example --output dbt");
    assertRefused("sql --engine odcs --output dbt", "--output is only for --engine dbt");
    assertRefused("sql --engine odcs --drop", "--drop and --new-dates are only for query engines");
  }

  @Test
  void contractGoesToStdout() {
    CommandRun run = CommandRun.runLine("sql --engine odcs --lake file:/music");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("\napiVersion: v3.1.0\nkind: DataContract\n"), run.out());
    assertTrue(run.out().contains("/music/**/{model}/ds=*/*.parquet"));
  }
}
