package pipeline.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import pipeline.lake.Table;
import pipeline.tables.row.Tables;

/**
 * The SQL script that defines the tables and views of a lake. Only views derive values from several
 * dates, and no table stores such values. The order in which dates are loaded therefore does not
 * matter.
 *
 * @param schema the schema of tables and views: small letters, digits and underscores
 * @param since the oldest date of the tables; only Athena uses it
 * @param drop whether the script first drops existing tables
 */
public record SqlScript(
    Engine engine, SqlLakeSource source, String schema, LocalDate since, boolean drop) {
  /** The views that are defined in files. A view may use the views before it. */
  private static final List<String> VIEW_FILES =
      List.of("listings", "first_seen", "new_today", "days_on_list", "artist_activity");

  /**
   * Returns the script: comments, then the statements, separated by empty lines. Each statement
   * ends with its only semicolon.
   */
  public String format() {
    Dialect dialect = dialect();
    String remarks =
        dialect.remarks(source).stream()
            .map(remark -> "-- " + remark + "\n")
            .collect(Collectors.joining());
    return remarks + format(statements(dialect));
  }

  /**
   * Returns the statements that make the engine see the dates that were published since {@link
   * #format()}'s statements ran; empty if the engine needs none. They can be repeated.
   */
  public String formatNewDates() {
    SqlNames names = new SqlNames(schema);
    Dialect dialect = dialect();
    return format(
        Tables.all().stream()
            .flatMap(table -> dialect.newDateStatements(table, names).stream())
            .toList());
  }

  private static String format(List<String> statements) {
    return statements.stream()
        .map(statement -> statement + ";\n")
        .collect(Collectors.joining("\n"));
  }

  private List<String> statements(Dialect dialect) {
    SqlNames names = new SqlNames(schema);
    List<String> statements = new ArrayList<>(dialect.setupStatements(source, names));
    for (Table<?> table : Tables.all()) {
      if (drop) {
        statements.addAll(dialect.dropStatements(table, names));
      }
      statements.addAll(dialect.tableStatements(table, source, names));
      statements.addAll(dialect.newDateStatements(table, names));
    }
    DimensionViews.ALL.forEach(view -> statements.add(view.latestView(names, dialect)));
    DimensionViews.ALL.forEach(view -> statements.add(view.historyView(names, dialect)));
    VIEW_FILES.forEach(view -> statements.add(readView(view, names)));
    return statements;
  }

  private Dialect dialect() {
    return switch (engine) {
      case DUCKDB -> new DuckDbDialect();
      case ATHENA -> new AthenaDialect(since);
      case TRINO -> new TrinoDialect();
      case SPARK -> new SparkDialect();
    };
  }

  private static String readView(String view, SqlNames names) {
    String file = "/sql/" + view + ".sql";
    try (InputStream in = Objects.requireNonNull(SqlScript.class.getResourceAsStream(file), file)) {
      String query =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("(?m)^--.*\n", "")
              .replace("{schema}", names.schema())
              .strip();
      return "CREATE OR REPLACE VIEW " + names.qualify(view) + " AS\n" + query;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file, unreadable);
    }
  }
}
