package pipeline.tables.row;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;
import pipeline.lake.parquet.PartitionMetadata;

/**
 * A formatter that writes each row as one line of JSON. Null values are omitted, and times are in
 * ISO 8601.
 */
public final class RowJson {
  private RowJson() {}

  /** Returns all columns of a row as JSON. */
  public static String format(IndexedRecord row) {
    return Json.formatObject(members(row));
  }

  /**
   * Returns, as JSON, the columns that the content hash covers. The content hash covers all columns
   * except {@code observed_at}.
   */
  public static String formatContent(IndexedRecord row) {
    Map<String, @Nullable Object> members = members(row);
    members.remove(PartitionMetadata.OBSERVED_AT);
    return Json.formatObject(members);
  }

  /**
   * Returns the values by column name, including nulls. Nested records are maps, dates are {@link
   * LocalDate}, and times are {@link Instant}.
   */
  public static Map<String, @Nullable Object> members(IndexedRecord row) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (Schema.Field field : row.getSchema().getFields()) {
      members.put(field.name(), value(row.get(field.pos()), field.schema()));
    }
    return members;
  }

  private static @Nullable Object value(@Nullable Object value, Schema schema) {
    if (value instanceof IndexedRecord nested) {
      return members(nested);
    }
    if (value instanceof List<?> items) {
      return items.stream().map(item -> value(item, schema.getElementType())).toList();
    }
    if (value instanceof CharSequence text) {
      return text.toString();
    }
    if (value instanceof Integer days && "date".equals(logicalType(schema))) {
      return LocalDate.ofEpochDay(days);
    }
    if (value instanceof Long micros && "timestamp-micros".equals(logicalType(schema))) {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
    return value;
  }

  private static @Nullable String logicalType(Schema schema) {
    Schema type =
        schema.isUnion()
            ? schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow()
            : schema;
    return type.getLogicalType() == null ? null : type.getLogicalType().getName();
  }
}
