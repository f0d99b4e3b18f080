package pipeline.sql;

import pipeline.lake.Table;

/**
 * What tables and views are called: {@code schema.name}, where tables that are not meant for
 * queries first of all have their layer before the name.
 *
 * @param schema a plain word, so that no engine wants quotes around it
 */
record SqlNames(String schema) {
  private static final String QUERIED = "analytics";

  String qualify(Table<?> table) {
    return qualify(unqualifiedName(table));
  }

  String qualify(String view) {
    return schema + "." + view;
  }

  /** Without the schema. */
  static String unqualifiedName(Table<?> table) {
    return table.layer().equals(QUERIED) ? table.name() : table.layer() + "_" + table.name();
  }
}
