package pipeline.tables.row;

import java.time.LocalDate;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * analytics/dim_album: one row for each album seen on that date. The columns are those of its
 * schema file, in the same order.
 */
public record DimAlbum(
    String albumId,
    String albumName,
    @Nullable String albumType,
    @Nullable Integer totalTracks,
    @Nullable String releaseDate,
    @Nullable String releaseDatePrecision,
    @Nullable LocalDate releaseDay,
    @Nullable String albumUrl,
    @Nullable String imageUrl,
    @Nullable String primaryArtistId,
    @Nullable Boolean isLateCapture)
    implements Row {
  public static final Table<DimAlbum> TABLE =
      Row.table("analytics", "dim_album", DimAlbum::fromRecord);

  private static DimAlbum fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new DimAlbum(
        reader.mandatoryText(0),
        reader.mandatoryText(1),
        reader.text(2),
        reader.integer(3),
        reader.text(4),
        reader.text(5),
        reader.date(6),
        reader.text(7),
        reader.text(8),
        reader.text(9),
        reader.flag(10));
  }

  /** The album of a clean row. */
  public static DimAlbum from(CleanAlbum album) {
    return new DimAlbum(
        album.albumId(),
        album.albumName(),
        album.albumType(),
        album.totalTracks(),
        album.releaseDate(),
        album.releaseDatePrecision(),
        album.releaseDay(),
        album.albumUrl(),
        album.imageUrl(),
        album.primaryArtistId(),
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
      case 1 -> albumName;
      case 2 -> albumType;
      case 3 -> totalTracks;
      case 4 -> releaseDate;
      case 5 -> releaseDatePrecision;
      case 6 -> RecordReader.toEpochDays(releaseDay);
      case 7 -> albumUrl;
      case 8 -> imageUrl;
      case 9 -> primaryArtistId;
      case 10 -> isLateCapture;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
