package pipeline.tables.row;

import java.time.LocalDate;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * analytics/fact_release: one row for each album listed on that date. The columns are those of its
 * schema file, in the same order.
 */
public record FactRelease(
    String albumId,
    @Nullable String primaryArtistId,
    @Nullable LocalDate releaseDay,
    @Nullable Integer position,
    @Nullable String source,
    @Nullable Boolean isLateCapture)
    implements Row {
  public static final Table<FactRelease> TABLE =
      Row.table("analytics", "fact_release", FactRelease::fromRecord);

  private static FactRelease fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new FactRelease(
        reader.mandatoryText(0),
        reader.text(1),
        reader.date(2),
        reader.integer(3),
        reader.text(4),
        reader.flag(5));
  }

  /** The listing of a clean row's album. */
  public static FactRelease from(CleanAlbum album) {
    return new FactRelease(
        album.albumId(),
        album.primaryArtistId(),
        album.releaseDay(),
        album.position(),
        album.source(),
        album.isLateCapture());
  }

  @Override
  public Schema getSchema() {
    return TABLE.schema();
  }

  @Override
  public @Nullable Object get(int column) {
    return switch (column) {
      case 0 -> albumId;
      case 1 -> primaryArtistId;
      case 2 -> RecordReader.toEpochDays(releaseDay);
      case 3 -> position;
      case 4 -> source;
      case 5 -> isLateCapture;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
