package pipeline.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.lake.Table;
import pipeline.tables.row.Tables;

/** Compares the SQL with files. {@code -Dgolden.write} rewrites them for review. */
class SqlScriptTest {
  private static final Path GOLDEN = Path.of("src/test/resources/pipeline/sql");
  private static final LocalDate SINCE = LocalDate.of(2024, 1, 1);
  private static final Pattern STATEMENT_END = Pattern.compile(";\n+");

  private static String text(Engine engine, String uri, boolean drop) {
    return new SqlScript(engine, source(uri), "new_releases", SINCE, drop).format();
  }

  private static SqlLakeSource source(String uri) {
    return new SqlLakeSource(
        uri, Optional.of("eu-central-1"), Optional.of(URI.create("https://s3.example:9000")));
  }

  private static String text(Engine engine) {
    return text(engine, "s3://my-music-lake/lake", false);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void scriptMatchesTheGoldenFile(Engine engine) throws IOException {
    Path golden = GOLDEN.resolve(engine.name().toLowerCase(Locale.ROOT) + ".sql");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, text(engine));
    }
    assertEquals(Files.readString(golden), text(engine));
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void eachColumnIsDeclaredWithItsName(Engine engine) {
    for (Table<?> table : Tables.all()) {
      String name = SqlNames.unqualifiedName(table);
      String script =
          Arrays.stream(STATEMENT_END.split(text(engine)))
              .filter(one -> one.startsWith("CREATE") && one.contains(name))
              .findFirst()
              .orElseThrow();
      for (String column : table.columns()) {
        assertTrue(
            script.contains("\"" + column + "\"") || script.contains("`" + column + "`"),
            table + "." + column);
      }
    }
  }

  /**
   * A shell can therefore split the script for engines that accept only one statement at a time.
   */
  @ParameterizedTest
  @EnumSource(Engine.class)
  void semicolonsOnlyEndStatements(Engine engine) {
    String text = text(engine);
    assertEquals(
        text.chars().filter(c -> c == ';').count(), STATEMENT_END.split(text).length, text);
    assertTrue(text.endsWith(";\n"));
  }

  @Test
  void definitionsAreDroppedOnlyOnRequest() {
    for (Engine engine : Engine.values()) {
      assertFalse(text(engine).contains("DROP"));
    }
    assertTrue(
        text(Engine.ATHENA, "s3://b/l", true)
            .contains("DROP TABLE IF EXISTS new_releases.dim_album"));
    assertFalse(text(Engine.DUCKDB, "file:/l", true).contains("DROP"));
  }

  /** Statements for new dates are a part of the script, which therefore shows all dates at once. */
  @ParameterizedTest
  @EnumSource(Engine.class)
  void scriptContainsTheStatementsForNewDates(Engine engine) {
    String script = text(engine);
    String statements =
        new SqlScript(engine, source("s3://my-music-lake/lake"), "new_releases", SINCE, false)
            .formatNewDates();
    assertEquals(engine == Engine.TRINO || engine == Engine.SPARK, !statements.isEmpty());
    STATEMENT_END
        .splitAsStream(statements)
        .forEach(statement -> assertTrue(script.contains(statement), statement));
  }

  @Test
  void lakeLocationIsQuotedForEachEngine() {
    String location = "s3://bucket/it's [a] lake\\";
    assertTrue(
        text(Engine.DUCKDB, location, false).contains("'s3://bucket/it''s [[]a] lake\\/raw/"));
    assertTrue(text(Engine.TRINO, location, false).contains("'s3://bucket/it''s [a] lake\\/raw/"));
    assertTrue(
        text(Engine.ATHENA, location, false).contains("'s3://bucket/it\\'s [a] lake\\\\/raw/"));
    assertTrue(
        text(Engine.SPARK, location, false).contains("'s3a://bucket/it\\'s [a] lake\\\\/raw/"));
  }

  @Test
  void athenaProjectsPartitionsFromTheOldestDateToToday() {
    assertTrue(text(Engine.ATHENA).contains("'projection.ds.range' = '2024-01-01,NOW'"));
  }
}
