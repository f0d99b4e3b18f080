package pipeline.testing.golden;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.tables.row.RowJson;

/** Converts rows to lines of {@link RowJson} and back, by the schema of their table. */
public final class RowJsonLines {
  private RowJsonLines() {}

  public static String format(List<? extends IndexedRecord> rows) {
    return rows.stream().map(row -> RowJson.format(row) + "\n").collect(Collectors.joining());
  }

  public static <R extends IndexedRecord> List<R> parse(Table<R> table, String lines) {
    return lines
        .lines()
        .map(line -> table.rowFactory().apply(row(JsonParser.parseString(line), table.schema())))
        .toList();
  }

  private static GenericRecord row(JsonElement json, Schema schema) {
    JsonObject members = json.getAsJsonObject();
    for (String name : members.keySet()) {
      if (schema.getField(name) == null) {
        throw new IllegalArgumentException(schema.getName() + " has no column " + name);
      }
    }
    GenericRecord row = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      row.put(field.pos(), value(members.get(field.name()), field.schema()));
    }
    return row;
  }

  private static @Nullable Object value(@Nullable JsonElement json, Schema schema) {
    return switch (schema.getType()) {
      case UNION -> json == null || json.isJsonNull() ? null : value(json, filled(schema));
      case ARRAY -> json == null ? List.of() : items(json.getAsJsonArray(), schema);
      case RECORD -> row(present(json, schema), schema);
      case STRING -> present(json, schema).getAsString();
      case BOOLEAN -> present(json, schema).getAsBoolean();
      case INT -> integer(present(json, schema), schema.getLogicalType());
      case LONG -> number(present(json, schema), schema.getLogicalType());
      default -> throw new IllegalArgumentException("no table has columns of " + schema);
    };
  }

  private static JsonElement present(@Nullable JsonElement json, Schema schema) {
    if (json == null) {
      throw new IllegalArgumentException("a mandatory column is missing: " + schema);
    }
    return json;
  }

  private static Schema filled(Schema union) {
    return union.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  private static List<Object> items(JsonArray json, Schema schema) {
    List<Object> items = new ArrayList<>();
    json.forEach(item -> items.add(row(item, schema.getElementType())));
    return items;
  }

  private static int integer(JsonElement json, @Nullable LogicalType type) {
    return type == null
        ? json.getAsInt()
        : Math.toIntExact(LocalDate.parse(json.getAsString()).toEpochDay());
  }

  private static long number(JsonElement json, @Nullable LogicalType type) {
    return type == null
        ? json.getAsLong()
        : ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(json.getAsString()));
  }
}
