package pipeline.tables.row;

import java.time.LocalDate;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * clean/albums: one row for each album. The columns are those of its schema file, in the same
 * order.
 */
public record CleanAlbum(
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
    @Nullable Integer position,
    @Nullable String market,
    @Nullable String source,
    @Nullable Boolean isLateCapture)
    implements Row {
  public static final Table<CleanAlbum> TABLE =
      Row.table("clean", "albums", CleanAlbum::fromRecord);

  private static CleanAlbum fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new CleanAlbum(
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
        reader.integer(10),
        reader.text(11),
        reader.text(12),
        reader.flag(13));
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
      case 10 -> position;
      case 11 -> market;
      case 12 -> source;
      case 13 -> isLateCapture;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
