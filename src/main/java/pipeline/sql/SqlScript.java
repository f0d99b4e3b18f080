package pipeline.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pipeline.lake.Table;
import pipeline.tables.row.Tables;

/**
 * The SQL script that defines the tables and views of a lake. Values that depend on several dates
 * are computed in views and not stored in tables. The order in which dates are loaded therefore
 * does not matter.
 *
 * @param schema the schema of tables and views: lowercase letters, digits and underscores
 * @param since the oldest date of the tables; only Athena uses it
 * @param drop whether the script first drops existing tables
 */
public record SqlScript(
    Engine engine, SqlLakeSource source, String schema, LocalDate since, boolean drop) {
  /**
   * Returns the script: first the comments, then the statements, separated by empty lines. Each
   * statement contains one semicolon, at its end.
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
   * Returns the statements that add the dates published since the tables were defined, and that
   * remove purged dates. The statements may be run repeatedly. Returns an empty text if the engine
   * needs no such statements.
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
    for (ViewDefinition view : ViewDefinition.list(names::qualify, dialect::quote)) {
      statements.add(
          "CREATE OR REPLACE VIEW " + names.qualify(view.name()) + " AS\n" + view.query());
    }
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
}
