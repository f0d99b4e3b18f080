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

/** DuckDB: an engine that is not ours and has no wish to please. */
public final class DuckDb {
  private static Connection duckdb;

  private DuckDb() {}

  /** One for all, for to start one takes longer than to ask it. */
  private static synchronized Statement statement() throws SQLException {
    if (duckdb == null) {
      duckdb = DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = duckdb.createStatement()) {
        statement.execute("SET enable_external_file_cache = false"); // files are replaced
      }
    }
    return duckdb.createStatement();
  }

  /** All rows, each value as text. */
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

  /** A table of a lake, as its readers are told to read it. */
  public static String table(Path lake, String table) {
    return "read_parquet('%s/%s/ds=*/*.parquet', hive_partitioning=true)".formatted(lake, table);
  }

  /** Each column's name and type, without the quotes around names that are words of SQL. */
  public static Map<String, String> columns(String relation) {
    Map<String, String> columns = new LinkedHashMap<>();
    rows("DESCRIBE SELECT * FROM " + relation)
        .forEach(column -> columns.put(column.get(0), column.get(1).replace("\"", "")));
    return columns;
  }

  /** The footer's key-value metadata. */
  public static Map<String, String> footer(Path file) {
    Map<String, String> footer = new TreeMap<>();
    rows("SELECT decode(key), decode(value) FROM parquet_kv_metadata('" + file + "')")
        .forEach(entry -> footer.put(entry.get(0), entry.get(1)));
    return footer;
  }
}
