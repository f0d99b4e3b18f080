package pipeline.sql;

import java.util.List;
import pipeline.lake.Table;

/** What an engine wants to be told in its own words. Statements are without a semicolon. */
interface Dialect {
  /** What people have to know before they run the text, a line each. */
  List<String> remarks(SqlLakeSource source);

  /** What comes before the tables. */
  List<String> setupStatements(SqlLakeSource source, SqlNames names);

  /** What makes the table readable. */
  List<String> tableStatements(Table<?> table, SqlLakeSource source, SqlNames names);

  /** Forgets a table that was made readable; what lies in the lake stays. */
  default List<String> dropStatements(Table<?> table, SqlNames names) {
    return List.of("DROP TABLE IF EXISTS " + names.qualify(table));
  }

  /** A column's name, also where it is a word of SQL. */
  String quote(String name);
}
