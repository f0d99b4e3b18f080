package pipeline.sql.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import pipeline.lake.Table;
import pipeline.sql.AcceptedValues;
import pipeline.sql.DuckDbDialect;
import pipeline.sql.ForeignKey;
import pipeline.sql.SqlLakeSource;
import pipeline.sql.SqlResource;
import pipeline.sql.YamlFormat;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;

/**
 * The data contract of a lake's tables, in the Open Data Contract Standard. Tables of analytics
 * have their plain name, because the names in a foreign key cannot contain a slash. Other tables
 * have their qualified name, because {@code raw/tracks} and {@code clean/tracks} have the same
 * plain name.
 *
 * @param version the version of the pipeline
 */
public record DataContract(SqlLakeSource source, String version) {
  /** Returns the contract as a YAML document. */
  public String format() {
    return SqlResource.read("/contract/head.yaml").replace("{version}", YamlFormat.scalar(version))
        + YamlFormat.format(
            YamlFormat.map(
                "servers",
                List.of(server()),
                "schema",
                Tables.all().stream().map(DataContract::table).toList()));
  }

  /**
   * Returns the location of the files. In this location, {@code **} stands for the folders between
   * the lake and the table.
   */
  private Map<String, Object> server() {
    String files = DuckDbDialect.escapeGlob(source.path()).replace("'", "''");
    String location = escapeBraces(files) + "/**/{model}/ds=*/*.parquet";
    Map<String, Object> server =
        source.isS3()
            ? YamlFormat.map("server", "lake", "type", "s3", "location", location)
            : YamlFormat.map("server", "lake", "type", "local", "path", location);
    source.endpoint().ifPresent(endpoint -> server.put("endpointUrl", endpoint.toString()));
    server.put("format", "parquet");
    return server;
  }

  private static String escapeBraces(String path) {
    return path.replace("{", "{{").replace("}", "}}");
  }

  private static boolean isAnalytics(Table<?> table) {
    return Tables.ANALYTICS.contains(table);
  }

  private static String name(Table<?> table) {
    return isAnalytics(table) ? table.name() : table.qualifiedName();
  }

  private static Map<String, Object> table(Table<?> table) {
    Map<String, Object> object =
        YamlFormat.map(
            "name",
            name(table),
            "logicalType",
            "object",
            "physicalType",
            "table",
            "description",
            table.schema().getDoc(),
            "tags",
            List.of(table.layer()),
            "customProperties",
            List.of(YamlFormat.map("property", "schemaVersion", "value", table.version())));
    List<Map<String, Object>> properties = new ArrayList<>();
    properties.add(dateProperty(table));
    table.schema().getFields().forEach(field -> properties.add(column(table, field)));
    object.put("properties", properties);
    List<Map<String, Object>> references =
        ForeignKey.of(table).stream().map(key -> relationship(table, key)).toList();
    if (!references.isEmpty()) {
      object.put("relationships", references);
    }
    if (table == PartitionEntry.TABLE) {
      object.put("quality", List.of(hasRows()));
    } else if (isAnalytics(table)) {
      object.put("quality", List.of(recordedRows(table)));
    }
    return object;
  }

  private static Map<String, Object> dateProperty(Table<?> table) {
    Map<String, Object> property =
        YamlFormat.map(
            "name",
            "ds",
            "logicalType",
            "date",
            "description",
            "date of the partition, in UTC, from the path of the file",
            "required",
            true,
            "partitioned",
            true,
            "partitionKeyPosition",
            1);
    if (!table.keyColumns().isEmpty()) {
      putPrimaryKey(property, 1);
    }
    return property;
  }

  private static void putPrimaryKey(Map<String, Object> property, int position) {
    property.put("primaryKey", true);
    property.put("primaryKeyPosition", position);
  }

  private static Map<String, Object> column(Table<?> table, Schema.Field field) {
    Map<String, Object> property = property(field);
    int place = table.keyColumns().indexOf(field.name());
    if (place >= 0) {
      putPrimaryKey(property, place + 2); // after ds
    }
    AcceptedValues.find(table, field.name())
        .ifPresent(accepted -> property.put("quality", List.of(validValues(accepted))));
    return property;
  }

  private static Map<String, Object> property(Schema.Field field) {
    Map<String, Object> property = YamlFormat.map("name", field.name());
    property.putAll(type(field.schema()));
    property.put("description", field.doc());
    if (!field.schema().isUnion()) {
      property.put("required", true);
    }
    return property;
  }

  /** Returns the logical type. For a list or record, also returns the types of its members. */
  private static Map<String, Object> type(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> type(schema.getTypes().get(1));
      case STRING -> YamlFormat.map("logicalType", "string");
      case BOOLEAN -> YamlFormat.map("logicalType", "boolean");
      case INT ->
          YamlFormat.map("logicalType", schema.getLogicalType() == null ? "integer" : "date");
      case LONG ->
          YamlFormat.map("logicalType", schema.getLogicalType() == null ? "integer" : "timestamp");
      case ARRAY -> YamlFormat.map("logicalType", "array", "items", type(schema.getElementType()));
      case RECORD ->
          YamlFormat.map(
              "logicalType",
              "object",
              "properties",
              schema.getFields().stream().map(DataContract::property).toList());
      default -> throw new IllegalArgumentException("unsupported column type: " + schema);
    };
  }

  private static Map<String, Object> relationship(Table<?> table, ForeignKey key) {
    List<String> to = new ArrayList<>(List.of(name(key.dimension()) + ".ds"));
    key.dimension().keyColumns().forEach(column -> to.add(name(key.dimension()) + "." + column));
    List<String> from = new ArrayList<>(List.of(name(table) + ".ds"));
    key.columns().forEach(column -> from.add(name(table) + "." + column));
    return YamlFormat.map("type", "foreignKey", "from", from, "to", to);
  }

  private static Map<String, Object> validValues(AcceptedValues accepted) {
    return YamlFormat.map(
        "type",
        "library",
        "metric",
        "invalidValues",
        "description",
        "only documented values",
        "dimension",
        "conformity",
        "severity",
        accepted.isComplete() ? "error" : "warning",
        "arguments",
        YamlFormat.map("validValues", accepted.values()),
        "mustBe",
        0);
  }

  private static Map<String, Object> hasRows() {
    return YamlFormat.map(
        "type",
        "library",
        "metric",
        "rowCount",
        "description",
        "at least one date is published",
        "dimension",
        "completeness",
        "severity",
        "error",
        "mustBeGreaterThan",
        0);
  }

  private static Map<String, Object> recordedRows(Table<?> table) {
    String query =
        """
        SELECT count(*)
        FROM (SELECT ds, count(*) AS counted FROM %s GROUP BY ds) tables
        FULL OUTER JOIN (
          SELECT ds, rows AS recorded FROM %s WHERE table_name = '%s' AND rows > 0
        ) entries ON entries.ds = tables.ds
        WHERE counted IS NULL OR recorded IS NULL OR counted <> recorded\
        """
            .formatted(name(table), name(PartitionEntry.TABLE), table.qualifiedName());
    return YamlFormat.map(
        "type",
        "sql",
        "description",
        "each date has the number of rows that load recorded",
        "dimension",
        "completeness",
        "severity",
        "error",
        "query",
        query,
        "mustBe",
        0);
  }
}
