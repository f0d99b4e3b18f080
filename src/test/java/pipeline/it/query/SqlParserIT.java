package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.process.JarRunner;

/** Checks the SQL for engines that a test cannot start, with a parser of their dialects. */
class SqlParserIT {
  private static final int VIEWS = 11;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"athena, 0", "trino, 14", "spark, 14"})
  void eachStatementParsesAsItsKind(String dialect, int commands) {
    String sql =
        JarRunner.in(folder)
            .run("sql --since 2024-01-01 --lake s3://my-music-lake/it's --engine " + dialect)
            .requireSuccess()
            .out();
    Map<String, Integer> kinds = new TreeMap<>();
    try (PythonEngine parser = PythonEngine.start("duckdb", folder, Map.of(), "parse", dialect)) {
      for (List<String> statement : parser.rows(sql)) {
        kinds.merge(String.join(" ", statement).toUpperCase(Locale.ROOT), 1, Integer::sum);
      }
    }
    Map<String, Integer> expected = new TreeMap<>();
    expected.put("CREATE SCHEMA", 1);
    expected.put("CREATE TABLE", DuckDbSchema.all().size());
    expected.put("CREATE VIEW", VIEWS);
    if (commands > 0) {
      // The parser accepts these statements without understanding them.
      expected.put(dialect.equals("trino") ? "COMMAND CALL" : "COMMAND MSCK REPAIR", commands);
    }
    assertEquals(expected, kinds);
  }
}
