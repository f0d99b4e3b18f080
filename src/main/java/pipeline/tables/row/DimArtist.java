package pipeline.tables.row;

import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * analytics/dim_artist: one row for each artist of an album or a track seen on that date. The
 * columns are those of its schema file, in the same order.
 */
public record DimArtist(
    String artistId,
    @Nullable String artistName,
    @Nullable String artistUrl,
    @Nullable Boolean isLateCapture)
    implements Row {
  public static final Table<DimArtist> TABLE =
      Row.table("analytics", "dim_artist", DimArtist::fromRecord);

  private static DimArtist fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new DimArtist(reader.mandatoryText(0), reader.text(1), reader.text(2), reader.flag(3));
  }

  @Override
  public Schema getSchema() {
    return TABLE.schema();
  }

  @Override
  public @Nullable Object get(int column) {
    return switch (column) {
      case 0 -> artistId;
      case 1 -> artistName;
      case 2 -> artistUrl;
      case 3 -> isLateCapture;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
