package pipeline.it.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A committed schema, read as JSON and translated to DuckDB's types. */
record DuckDbSchema(String table, JsonObject json) {
  private static final Path FOLDER = Path.of("src", "main", "resources", "schema");

  /** Returns the schemas of all tables, by table name. */
  static List<DuckDbSchema> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(DuckDbSchema::read).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static DuckDbSchema read(Path file) {
    String name = file.getFileName().toString().replace(".avsc", "").replace('.', '/');
    try {
      return new DuckDbSchema(
          name, JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  List<String> key() {
    List<String> key = new ArrayList<>();
    json.getAsJsonArray("key").forEach(column -> key.add(column.getAsString()));
    return key;
  }

  /** Returns the type of each column by its name, in the order of the schema. */
  Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    fields(json).forEach(field -> columns.put(name(field), type(field.get("type"))));
    return columns;
  }

  /** Returns the required columns, without arrays, which are groups in Parquet. */
  List<String> requiredColumns() {
    return fields(json).stream()
        .filter(field -> field.get("type").isJsonPrimitive() || isLogical(field.get("type")))
        .map(DuckDbSchema::name)
        .toList();
  }

  private static boolean isLogical(JsonElement type) {
    return type.isJsonObject() && type.getAsJsonObject().has("logicalType");
  }

  private static List<JsonObject> fields(JsonObject record) {
    List<JsonObject> fields = new ArrayList<>();
    record.getAsJsonArray("fields").forEach(field -> fields.add(field.getAsJsonObject()));
    return fields;
  }

  private static String name(JsonObject field) {
    return field.get("name").getAsString();
  }

  private static String type(JsonElement type) {
    if (type instanceof JsonArray union) {
      return type(union.get(1)); // ["null", …]
    }
    if (type instanceof JsonObject object) {
      return complex(object);
    }
    return switch (type.getAsString()) {
      case "string" -> "VARCHAR";
      case "int" -> "INTEGER";
      case "long" -> "BIGINT";
      case "boolean" -> "BOOLEAN";
      default -> throw new AssertionError("what is " + type + " to DuckDB?");
    };
  }

  private static String complex(JsonObject type) {
    if (type.has("logicalType")) {
      return switch (type.get("logicalType").getAsString()) {
        case "date" -> "DATE";
        case "timestamp-micros" -> "TIMESTAMP WITH TIME ZONE";
        default -> throw new AssertionError("what is " + type + " to DuckDB?");
      };
    }
    return switch (type.get("type").getAsString()) {
      case "array" -> type(type.get("items")) + "[]";
      case "record" -> struct(type);
      default -> throw new AssertionError("what is " + type + " to DuckDB?");
    };
  }

  private static String struct(JsonObject record) {
    List<String> members = new ArrayList<>();
    for (JsonObject field : fields(record)) {
      members.add(name(field) + " " + type(field.get("type")));
    }
    return "STRUCT(" + String.join(", ", members) + ")";
  }
}
