package pipeline.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.testing.RandomInput;
import pipeline.testing.golden.GoldenFile;

/** Reads files of result tables back with DuckDB. */
class ResultTableFileTest {
  @TempDir Path folder;

  private Path written(String name) throws IOException {
    ResultTableFile file = ResultTableFile.fromName(name, folder);
    file.write(ExampleTables.MIXED);
    return file.path();
  }

  private static List<List<String>> query(String sql) {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        String[] row = new String[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = found.getString(i + 1);
        }
        rows.add(Arrays.asList(row));
      }
      return rows;
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  private static String csv(Path file) {
    return ("read_csv('%s', header=true, all_varchar=true, delim=',', quote='\"', escape='\"',"
            + " new_line='\\r\\n', allow_quoted_nulls=false, auto_detect=false,"
            + " columns=%s)")
        .formatted(file, "%s");
  }

  private static final String MIXED_COLUMNS =
      "{type:'VARCHAR',id:'VARCHAR',name:'VARCHAR',artists:'VARCHAR',label:'VARCHAR',"
          + "total_tracks:'VARCHAR',duration_ms:'VARCHAR',url:'VARCHAR'}";

  @Test
  void csvMatchesTheGoldenFile() throws IOException {
    GoldenFile.assertEqualsFile("output/mixed.csv", Files.readString(written("out.csv")));
  }

  @Test
  void jsonLinesMatchTheGoldenFile() throws IOException {
    GoldenFile.assertEqualsFile("output/mixed.jsonl", Files.readString(written("out.jsonl")));
  }

  @Test
  void csvIsReadBackUnchanged() throws IOException {
    List<List<String>> rows =
        query(
            "SELECT name, artists, label, total_tracks FROM "
                + csv(written("out.csv")).formatted(MIXED_COLUMNS));
    assertEquals(6, rows.size());
    assertEquals(Arrays.asList("OK Computer", "Radiohead", null, "12"), rows.get(0));
    assertEquals(Arrays.asList("さよなら 雨の日", "椎名林檎; AC/DC", null, "1"), rows.get(1));
    assertEquals(Arrays.asList("a,\"b\"\r\nc", "x, y; ", null, null), rows.get(4));
    assertEquals(Arrays.asList("", null, null, null), rows.get(5));
  }

  @Test
  void parquetIsReadBackUnchanged() throws IOException {
    Path file = written("out.PARQUET");
    assertEquals(
        List.of(
            List.of("type", "VARCHAR"),
            List.of("id", "VARCHAR"),
            List.of("name", "VARCHAR"),
            List.of("artists", "VARCHAR[]"),
            List.of("label", "VARCHAR"),
            List.of("total_tracks", "BIGINT"),
            List.of("duration_ms", "BIGINT"),
            List.of("url", "VARCHAR")),
        query("SELECT column_name, column_type FROM (DESCRIBE FROM '" + file + "')"));
    List<List<String>> rows =
        query("SELECT name, artists, len(artists), label, duration_ms FROM '" + file + "'");
    assertEquals(Arrays.asList("さよなら 雨の日", "[椎名林檎, AC/DC]", "2", null, null), rows.get(1));
    assertEquals("a,\"b\"\r\nc", rows.get(4).get(0));
    assertEquals("3600000", rows.get(4).get(4));
    assertEquals("0", rows.get(3).get(2));
    assertEquals(Arrays.asList("", null, null, null, null), rows.get(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.csv", "out.parquet", "out.jsonl"})
  void emptyTableIsWritten(String name) throws IOException {
    ResultTableFile file = ResultTableFile.fromName(name, folder);
    file.write(ExampleTables.column(List.of()));
    assertTrue(Files.exists(file.path()));
    assertEquals(
        name.endsWith("csv") ? "n,value\r\n" : "",
        name.endsWith("parquet") ? "" : Files.readString(file.path()));
  }

  private static @Nullable String nastyText(RandomInput input) {
    return input.orNull(
        0.1,
        input.oneOf(
            () -> input.text("\",\r\n ;aé椎\t", 8),
            () -> input.pick("", "NULL", "\"\"", "\r\n", "=1+1", "null")));
  }

  /**
   * A CSV reader gets each text unchanged, and can distinguish a missing value from an empty text.
   */
  @Test
  void csvQuotesAnyText() {
    RandomInput.check(
        100,
        input -> {
          List<@Nullable String> texts = input.list(1, 40, () -> nastyText(input));
          ResultTableFile file = ResultTableFile.fromName("out.csv", folder);
          file.write(ExampleTables.column(texts));
          String columns = "{n:'BIGINT',value:'VARCHAR'}";
          List<String> read =
              query(
                      "SELECT value FROM "
                          + csv(file.path()).replace("all_varchar=true, ", "").formatted(columns)
                          + " ORDER BY n")
                  .stream()
                  .map(row -> row.get(0))
                  .toList();
          assertEquals(texts, read);
        });
  }

  @Test
  void outputFileIsReplacedAndNoTemporaryFileIsLeft() throws IOException {
    Files.writeString(folder.resolve("out.csv"), "before");
    assertTrue(Files.readString(written("out.csv")).startsWith("type,"));
    assertEquals(List.of("out.csv"), names());
  }

  @Test
  void failedWriteLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("out.parquet");
    Files.writeString(file, "before");
    ResultTable broken =
        new ResultTable("broken", List.of(Column.number("n", "N")), List.of(List.of("no number")));
    assertThrows(
        RuntimeException.class,
        () -> ResultTableFile.fromName("out.parquet", folder).write(broken));
    assertEquals("before", Files.readString(file));
    assertEquals(List.of("out.parquet"), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.xls", "out", "csv", ".csv", "out.csv.gz", "", "out.json"})
  void unknownExtensionNamesTheSupportedOnes(String name) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> ResultTableFile.fromName(name, folder));
    assertTrue(refusal.getMessage().contains("must end in .csv, .parquet or .jsonl"));
  }

  @Test
  void unusablePathIsRefused() throws IOException {
    var missing =
        assertThrows(
            IllegalArgumentException.class, () -> ResultTableFile.fromName("no/where.csv", folder));
    assertTrue(missing.getMessage().startsWith("missing folder: "), missing.getMessage());
    Files.createDirectory(folder.resolve("x.csv"));
    var taken =
        assertThrows(
            IllegalArgumentException.class, () -> ResultTableFile.fromName("x.csv", folder));
    assertTrue(taken.getMessage().contains("is a folder"), taken.getMessage());
  }
}
