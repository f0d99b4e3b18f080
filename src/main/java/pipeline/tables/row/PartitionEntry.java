package pipeline.tables.row;

import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * analytics/partitions: one row for each partition that went into that date. The columns are those
 * of its schema file, in the same order.
 */
public record PartitionEntry(
    String tableName,
    @Nullable String stage,
    @Nullable String source,
    @Nullable Instant observedAt,
    long rows,
    @Nullable Long rejects,
    @Nullable Long requests,
    @Nullable Long throttled,
    @Nullable Boolean late,
    @Nullable Boolean partial,
    @Nullable Boolean truncated,
    @Nullable String audit,
    @Nullable String codeVersion,
    String contentHash)
    implements Row {
  public static final Table<PartitionEntry> TABLE =
      Row.table("analytics", "partitions", PartitionEntry::fromRecord);

  private static PartitionEntry fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new PartitionEntry(
        reader.mandatoryText(0),
        reader.text(1),
        reader.text(2),
        reader.instant(3),
        reader.mandatoryLong(4),
        reader.longValue(5),
        reader.longValue(6),
        reader.longValue(7),
        reader.flag(8),
        reader.flag(9),
        reader.flag(10),
        reader.text(11),
        reader.text(12),
        reader.mandatoryText(13));
  }

  @Override
  public Schema getSchema() {
    return TABLE.schema();
  }

  @Override
  public @Nullable Object get(int column) {
    return switch (column) {
      case 0 -> tableName;
      case 1 -> stage;
      case 2 -> source;
      case 3 -> RecordReader.toEpochMicros(observedAt);
      case 4 -> rows;
      case 5 -> rejects;
      case 6 -> requests;
      case 7 -> throttled;
      case 8 -> late;
      case 9 -> partial;
      case 10 -> truncated;
      case 11 -> audit;
      case 12 -> codeVersion;
      case 13 -> contentHash;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
