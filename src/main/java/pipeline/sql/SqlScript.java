package pipeline.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pipeline.lake.Table;
import pipeline.tables.row.Tables;

/**
 * All that an engine has to be told of a lake.
 *
 * @param schema where tables and views go: small letters, digits and underscores
 * @param since the oldest date that Athena looks for; nobody else asks
 * @param drop whether tables of an older definition are dropped first
 */
public record SqlScript(
    Engine engine, SqlLakeSource place, String schema, LocalDate since, boolean drop) {

  /** Statements that end with a semicolon and an empty line; none has a semicolon within. */
  public String text() {
    Dialect dialect = dialect();
    String remarks =
        dialect.remarks(place).stream()
            .map(remark -> "-- " + remark + "\n")
            .collect(Collectors.joining());
    return remarks
        + statements(dialect).stream()
            .map(statement -> statement + ";\n")
            .collect(Collectors.joining("\n"));
  }

  private List<String> statements(Dialect dialect) {
    SqlNames names = new SqlNames(schema);
    List<String> statements = new ArrayList<>(dialect.prepare(place, names));
    for (Table<?> table : Tables.all()) {
      if (drop) {
        statements.addAll(dialect.drop(table, names));
      }
      statements.addAll(dialect.table(table, place, names));
    }
    statements.addAll(Views.all(names, dialect));
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
