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
      Row.table("analytics", "partitions", PartitionEntry::of);

  private static PartitionEntry of(IndexedRecord row) {
    RecordReader columns = new RecordReader(row);
    return new PartitionEntry(
        columns.mandatoryText(0),
        columns.text(1),
        columns.text(2),
        columns.instant(3),
        columns.mandatoryNumber(4),
        columns.number(5),
        columns.number(6),
        columns.number(7),
        columns.flag(8),
        columns.flag(9),
        columns.flag(10),
        columns.text(11),
        columns.text(12),
        columns.mandatoryText(13));
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
      case 3 -> RecordReader.micros(observedAt);
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
