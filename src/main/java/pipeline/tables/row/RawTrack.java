package pipeline.tables.row;

import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.model.Artist;

/**
 * raw/tracks: one row for each track of an album. The columns are those of its schema file, in the
 * same order.
 */
public record RawTrack(
    String albumId,
    int position,
    @Nullable Integer tracksTotal,
    @Nullable Integer discNumber,
    @Nullable Integer trackNumber,
    @Nullable String trackId,
    @Nullable String trackName,
    @Nullable Integer durationMs,
    @Nullable Boolean explicit,
    @Nullable Boolean isLocal,
    @Nullable Boolean isPlayable,
    @Nullable String trackUrl,
    List<Artist> artists,
    @Nullable Instant observedAt,
    @Nullable String extras)
    implements Row {
  public static final Table<RawTrack> TABLE = Row.table("raw", "tracks", RawTrack::of);

  private static RawTrack of(IndexedRecord row) {
    RecordReader columns = new RecordReader(row);
    return new RawTrack(
        columns.mandatoryText(0),
        columns.mandatoryInteger(1),
        columns.integer(2),
        columns.integer(3),
        columns.integer(4),
        columns.text(5),
        columns.text(6),
        columns.integer(7),
        columns.flag(8),
        columns.flag(9),
        columns.flag(10),
        columns.text(11),
        columns.artists(12),
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
      case 2 -> tracksTotal;
      case 3 -> discNumber;
      case 4 -> trackNumber;
      case 5 -> trackId;
      case 6 -> trackName;
      case 7 -> durationMs;
      case 8 -> explicit;
      case 9 -> isLocal;
      case 10 -> isPlayable;
      case 11 -> trackUrl;
      case 12 -> ArtistCreditRow.of(artists);
      case 13 -> RecordReader.micros(observedAt);
      case 14 -> extras;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
