package pipeline.sql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import pipeline.lake.Table;

/** The SQL of a query engine. No statement ends with a semicolon. */
interface Dialect {
  /** Returns the comments at the beginning of the script, one per line. */
  List<String> remarks(SqlLakeSource source);

  /** Returns the statements that come before the statements of the tables. */
  default List<String> setupStatements(SqlLakeSource source, SqlNames names) {
    return List.of("CREATE SCHEMA IF NOT EXISTS " + names.schema());
  }

  /** Returns the statements that define a table. */
  List<String> tableStatements(Table<?> table, SqlLakeSource source, SqlNames names);

  /**
   * Returns the statements that register the dates published since the table was defined, and
   * remove purged dates. Running them again has no effect. Returns no statements for an engine that
   * looks for dates in each query.
   */
  default List<String> newDateStatements(Table<?> table, SqlNames names) {
    return List.of();
  }

  /** Returns the statements that drop the definition of a table. They do not change the lake. */
  default List<String> dropStatements(Table<?> table, SqlNames names) {
    return List.of("DROP TABLE IF EXISTS " + names.qualify(table));
  }

  /** Returns the name of a column in quotes, because some names are reserved words. */
  default String quote(String name) {
    return '"' + name + '"';
  }

  /** Returns the names and types of a table's columns, without {@code ds}, one per line. */
  static String columnDefinitions(Table<?> table, String quote, SqlTypeNames types) {
    return columnLines(
        table, field -> quote + field.name() + quote + " " + types.typeName(field.schema()));
  }

  static String columnLines(Table<?> table, Function<Schema.Field, String> line) {
    return table.schema().getFields().stream()
        .map(line)
        .collect(Collectors.joining(",\n  ", "  ", ""));
  }

  /** Returns a string literal. Each single quote in the text is doubled. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /**
   * Returns a string literal for Hive and Spark. Backslashes and single quotes in the text are
   * escaped with a backslash.
   */
  static String backslashLiteral(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
