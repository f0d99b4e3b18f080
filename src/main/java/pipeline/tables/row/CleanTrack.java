package pipeline.tables.row;

import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * clean/tracks: one row for each track of an album. The columns are those of its schema file, in
 * the same order.
 */
public record CleanTrack(
    String albumId,
    int position,
    String trackId,
    String trackName,
    @Nullable Integer discNumber,
    @Nullable Integer trackNumber,
    @Nullable Integer durationMs,
    @Nullable Boolean explicit,
    @Nullable Boolean isPlayable,
    @Nullable String trackUrl,
    @Nullable String primaryArtistId,
    @Nullable Integer tracksTotal)
    implements Row {
  public static final Table<CleanTrack> TABLE =
      Row.table("clean", "tracks", CleanTrack::fromRecord);

  private static CleanTrack fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new CleanTrack(
        reader.mandatoryText(0),
        reader.mandatoryInteger(1),
        reader.mandatoryText(2),
        reader.mandatoryText(3),
        reader.integer(4),
        reader.integer(5),
        reader.integer(6),
        reader.flag(7),
        reader.flag(8),
        reader.text(9),
        reader.text(10),
        reader.integer(11));
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
      case 2 -> trackId;
      case 3 -> trackName;
      case 4 -> discNumber;
      case 5 -> trackNumber;
      case 6 -> durationMs;
      case 7 -> explicit;
      case 8 -> isPlayable;
      case 9 -> trackUrl;
      case 10 -> primaryArtistId;
      case 11 -> tracksTotal;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
