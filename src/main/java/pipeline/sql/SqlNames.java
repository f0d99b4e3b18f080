package pipeline.sql;

import pipeline.lake.Table;

/**
 * The names of tables and views: {@code schema.name}. The names of raw and clean tables begin with
 * their layer.
 *
 * @param schema the schema: lowercase letters, digits and underscores
 */
public record SqlNames(String schema) {
  String qualify(Table<?> table) {
    return qualify(unqualifiedName(table));
  }

  String qualify(String view) {
    return schema + "." + view;
  }

  /** Returns the name of a table without the schema. */
  public static String unqualifiedName(Table<?> table) {
    return table.layer().equals("analytics") ? table.name() : table.layer() + "_" + table.name();
  }
}
