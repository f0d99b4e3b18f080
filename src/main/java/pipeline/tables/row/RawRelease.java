package pipeline.tables.row;

import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.model.Artist;

/**
 * raw/releases: one row for each album in the listing. The columns are those of its schema file, in
 * the same order.
 */
public record RawRelease(
    String albumId,
    @Nullable Integer position,
    @Nullable String albumName,
    @Nullable String albumType,
    @Nullable Integer totalTracks,
    @Nullable String releaseDate,
    @Nullable String releaseDatePrecision,
    @Nullable String albumUrl,
    @Nullable String imageUrl,
    List<Artist> artists,
    @Nullable String market,
    @Nullable String source,
    @Nullable Boolean isLateCapture,
    @Nullable Instant observedAt,
    @Nullable String extras)
    implements Row {
  public static final Table<RawRelease> TABLE =
      Row.table("raw", "releases", RawRelease::fromRecord);

  private static RawRelease fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new RawRelease(
        reader.mandatoryText(0),
        reader.integer(1),
        reader.text(2),
        reader.text(3),
        reader.integer(4),
        reader.text(5),
        reader.text(6),
        reader.text(7),
        reader.text(8),
        reader.artists(9),
        reader.text(10),
        reader.text(11),
        reader.flag(12),
        reader.instant(13),
        reader.text(14));
  }

  @Override
  public Schema getSchema() {
    return TABLE.schema();
  }

  @Override
  public @Nullable Object get(int column) {
    return switch (column) {
      case 0 -> albumId;
      case 1 -> position;
      case 2 -> albumName;
      case 3 -> albumType;
      case 4 -> totalTracks;
      case 5 -> releaseDate;
      case 6 -> releaseDatePrecision;
      case 7 -> albumUrl;
      case 8 -> imageUrl;
      case 9 -> ArtistCreditRow.from(artists);
      case 10 -> market;
      case 11 -> source;
      case 12 -> isLateCapture;
      case 13 -> RecordReader.toEpochMicros(observedAt);
      case 14 -> extras;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
