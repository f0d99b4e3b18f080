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
  public static final Table<CleanTrack> TABLE = Row.table("clean", "tracks", CleanTrack::of);

  private static CleanTrack of(IndexedRecord row) {
    RecordReader columns = new RecordReader(row);
    return new CleanTrack(
        columns.mandatoryText(0),
        columns.mandatoryInteger(1),
        columns.mandatoryText(2),
        columns.mandatoryText(3),
        columns.integer(4),
        columns.integer(5),
        columns.integer(6),
        columns.flag(7),
        columns.flag(8),
        columns.text(9),
        columns.text(10),
        columns.integer(11));
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
