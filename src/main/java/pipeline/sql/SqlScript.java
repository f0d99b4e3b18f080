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
    Engine engine, SqlLakeSource source, String schema, LocalDate since, boolean drop) {

  /** Statements that end with a semicolon and an empty line; none has a semicolon within. */
  public String format() {
    Dialect dialect = dialect();
    String remarks =
        dialect.remarks(source).stream()
            .map(remark -> "-- " + remark + "\n")
            .collect(Collectors.joining());
    return remarks
        + statements(dialect).stream()
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
    }
    statements.addAll(Views.statements(names, dialect));
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
