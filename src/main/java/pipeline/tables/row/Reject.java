package pipeline.tables.row;

import java.math.BigDecimal;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;
import pipeline.lake.Table;

/**
 * clean/rejects: one row for each row that did not fit. The columns are those of its schema file,
 * in the same order.
 */
public record Reject(String tableName, String rowKey, String reason, String rowJson)
    implements Row {
  public static final Table<Reject> TABLE = Row.table("clean", "rejects", Reject::fromRecord);

  private static Reject fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new Reject(
        reader.mandatoryText(0),
        reader.mandatoryText(1),
        reader.mandatoryText(2),
        reader.mandatoryText(3));
  }

  @Override
  public Schema getSchema() {
    return TABLE.schema();
  }

  @Override
  public @Nullable Object get(int column) {
    return switch (column) {
      case 0 -> tableName;
      case 1 -> rowKey;
      case 2 -> reason;
      case 3 -> rowJson;
      default -> throw Row.noColumn(TABLE, column);
    };
  }

  /** The album that the row stands for or belongs to: what the key begins with. */
  public String albumId() {
    int end = 0;
    while (end < rowKey.length() && rowKey.charAt(end) != '/' && rowKey.charAt(end) != '#') {
      end++;
    }
    return rowKey.substring(0, end);
  }

  /** How many tracks the album has, as the raw row of a track says; null where it says nothing. */
  public @Nullable Integer tracksTotal() {
    return Json.parseObject(rowJson).get("tracks_total") instanceof BigDecimal total
        ? (Integer) total.intValue()
        : null;
  }

  /** Whether the row was meant for a table. */
  public boolean isOf(Table<?> table) {
    return tableName.equals(table.qualifiedName());
  }

  /** The key of a track's row. */
  public static String trackKey(String albumId, int position) {
    return albumId + "/" + position;
  }
}
