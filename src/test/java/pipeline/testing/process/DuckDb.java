package pipeline.testing.process;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** DuckDB, an independent engine that reads the tables. */
public final class DuckDb {
  private static Connection duckdb;

  private DuckDb() {}

  /** One connection for all tests, because a start takes longer than a query. */
  private static synchronized Statement statement() throws SQLException {
    if (duckdb == null) {
      duckdb = DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = duckdb.createStatement()) {
        statement.execute(
            "SET enable_external_file_cache = false"); // the cache is off, because tests replace
        // files
      }
    }
    return duckdb.createStatement();
  }

  /** Returns all rows, with each value as text. */
  public static List<List<String>> rows(String sql) {
    try (Statement statement = statement();
        ResultSet found = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        String[] row = new String[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = String.valueOf(found.getString(i + 1));
        }
        rows.add(Arrays.asList(row));
      }
      return rows;
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  public static long queryLong(String sql) {
    return Long.parseLong(rows(sql).get(0).get(0));
  }

  public static void execute(String sql) {
    try (Statement statement = statement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  /** Returns the SQL expression that reads a table, as docs/query.md shows it. */
  public static String table(Path lake, String table) {
    return "read_parquet('%s/%s/ds=*/*.parquet', hive_partitioning=true)".formatted(lake, table);
  }

  /** Returns the type of each column by its name, without quotes. */
  public static Map<String, String> columns(String relation) {
    Map<String, String> columns = new LinkedHashMap<>();
    rows("DESCRIBE SELECT * FROM " + relation)
        .forEach(column -> columns.put(column.get(0), column.get(1).replace("\"", "")));
    return columns;
  }

  /** Returns the key-value metadata of the footer. */
  public static Map<String, String> footer(Path file) {
    Map<String, String> footer = new TreeMap<>();
    rows("SELECT decode(key), decode(value) FROM parquet_kv_metadata('" + file + "')")
        .forEach(entry -> footer.put(entry.get(0), entry.get(1)));
    return footer;
  }
}
