package pipeline.sql.dbt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import pipeline.lake.Table;
import pipeline.sql.AcceptedValues;
import pipeline.sql.ForeignKey;
import pipeline.sql.SqlNames;
import pipeline.sql.YamlFormat;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;

/** The properties of sources and staging models: descriptions, tests, and locations for DuckDB. */
final class DbtTables {
  private DbtTables() {}

  static String stagingName(Table<?> table) {
    return "stg_" + SqlNames.unqualifiedName(table);
  }

  /** Returns the dbt expression that refers to a source. */
  static String source(Table<?> table) {
    return "source('lake', '%s')".formatted(SqlNames.unqualifiedName(table));
  }

  /** Returns the properties of the staging models. */
  static String stagingModels() {
    List<?> models =
        Tables.all().stream()
            .map(
                table ->
                    YamlFormat.map(
                        "name", stagingName(table), "description", table.schema().getDoc()))
            .toList();
    return YamlFormat.format(YamlFormat.map("models", models));
  }

  /** Returns the properties of the sources. */
  static String sources() {
    Map<String, Object> source =
        YamlFormat.map(
            "name",
            "lake",
            "description",
            "{{ doc('lake') }}",
            "schema",
            "{{ var('source_schema') }}",
            "tables",
            Tables.all().stream().map(DbtTables::properties).toList());
    return YamlFormat.format(YamlFormat.map("sources", List.of(source)));
  }

  private static Map<String, Object> properties(Table<?> table) {
    Map<String, Object> properties =
        YamlFormat.map(
            "name",
            SqlNames.unqualifiedName(table),
            "description",
            table.schema().getDoc(),
            "config",
            Map.of("meta", location(table)));
    putTests(properties, tableTests(table));
    List<Map<String, Object>> columns = new ArrayList<>();
    columns.add(YamlFormat.map("name", "ds", "description", "{{ doc('ds') }}"));
    table.schema().getFields().forEach(field -> columns.add(column(table, field)));
    properties.put("columns", columns);
    return properties;
  }

  /** Returns the settings with which DuckDB reads the files of a table. */
  private static Map<String, Object> location(Table<?> table) {
    String files = "'{{ var(\"lake\") }}/" + table.folder() + "ds=*/*.parquet'";
    return YamlFormat.map(
        "external_location",
        "read_parquet(" + files + ", hive_partitioning = true, union_by_name = true)",
        "formatter",
        "template");
  }

  private static List<Object> tableTests(Table<?> table) {
    List<Object> tests = new ArrayList<>();
    if (!table.keyColumns().isEmpty()) {
      List<String> key = new ArrayList<>(table.keyColumns());
      key.add(0, "ds");
      tests.add(test("unique_key", YamlFormat.map("columns", key)));
    }
    for (ForeignKey reference : ForeignKey.of(table)) {
      tests.add(
          test(
              "refers_to",
              YamlFormat.map(
                  "columns",
                  reference.columns(),
                  "to",
                  source(reference.dimension()),
                  "to_columns",
                  reference.dimension().keyColumns())));
    }
    if (Tables.ANALYTICS.contains(table) && table != PartitionEntry.TABLE) {
      tests.add(
          test(
              "recorded_rows",
              YamlFormat.map(
                  "table_name",
                  table.qualifiedName(),
                  "partitions",
                  source(PartitionEntry.TABLE))));
    }
    return tests;
  }

  private static Map<String, Object> column(Table<?> table, Schema.Field field) {
    Map<String, Object> column = YamlFormat.map("name", field.name(), "description", field.doc());
    List<Object> tests = new ArrayList<>();
    if (!field.schema().isUnion()) {
      tests.add("not_null");
    }
    AcceptedValues.find(table, field.name()).ifPresent(accepted -> tests.add(test(accepted)));
    putTests(column, tests);
    return column;
  }

  private static void putTests(Map<String, Object> properties, List<Object> tests) {
    if (!tests.isEmpty()) {
      properties.put("data_tests", tests);
    }
  }

  private static Map<String, Object> test(AcceptedValues accepted) {
    Map<String, Object> test =
        YamlFormat.map("arguments", YamlFormat.map("values", accepted.values()));
    if (!accepted.isComplete()) {
      test.put("config", Map.of("severity", "warn"));
    }
    return Map.of("accepted_values", test);
  }

  private static Map<String, Object> test(String name, Map<String, Object> arguments) {
    return Map.of(name, Map.of("arguments", arguments));
  }
}
