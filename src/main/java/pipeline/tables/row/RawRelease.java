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
  public static final Table<RawRelease> TABLE = Row.table("raw", "releases", RawRelease::of);

  private static RawRelease of(IndexedRecord row) {
    RecordReader columns = new RecordReader(row);
    return new RawRelease(
        columns.mandatoryText(0),
        columns.integer(1),
        columns.text(2),
        columns.text(3),
        columns.integer(4),
        columns.text(5),
        columns.text(6),
        columns.text(7),
        columns.text(8),
        columns.artists(9),
        columns.text(10),
        columns.text(11),
        columns.flag(12),
        columns.instant(13),
        columns.text(14));
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
      case 9 -> ArtistCreditRow.of(artists);
      case 10 -> market;
      case 11 -> source;
      case 12 -> isLateCapture;
      case 13 -> RecordReader.micros(observedAt);
      case 14 -> extras;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
