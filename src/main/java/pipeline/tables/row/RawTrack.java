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
  public static final Table<RawTrack> TABLE = Row.table("raw", "tracks", RawTrack::fromRecord);

  private static RawTrack fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new RawTrack(
        reader.mandatoryText(0),
        reader.mandatoryInteger(1),
        reader.integer(2),
        reader.integer(3),
        reader.integer(4),
        reader.text(5),
        reader.text(6),
        reader.integer(7),
        reader.flag(8),
        reader.flag(9),
        reader.flag(10),
        reader.text(11),
        reader.artists(12),
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
      case 12 -> ArtistCreditRow.from(artists);
      case 13 -> RecordReader.toEpochMicros(observedAt);
      case 14 -> extras;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
