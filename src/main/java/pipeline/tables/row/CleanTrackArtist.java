package pipeline.tables.row;

import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * clean/track_artists: one row for each artist of a track. The columns are those of its schema
 * file, in the same order.
 */
public record CleanTrackArtist(
    String albumId,
    int position,
    String trackId,
    String artistId,
    @Nullable String artistName,
    @Nullable String artistSpotifyUrl,
    int artistPosition,
    String role)
    implements Row {
  /** The role of who is credited on the album too. */
  public static final String ALBUM_ARTIST = "album_artist";

  /** The role of all others. */
  public static final String FEATURED = "featured";

  public static final Table<CleanTrackArtist> TABLE =
      Row.table("clean", "track_artists", CleanTrackArtist::fromRecord);

  private static CleanTrackArtist fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new CleanTrackArtist(
        reader.mandatoryText(0),
        reader.mandatoryInteger(1),
        reader.mandatoryText(2),
        reader.mandatoryText(3),
        reader.text(4),
        reader.text(5),
        reader.mandatoryInteger(6),
        reader.mandatoryText(7));
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
      case 3 -> artistId;
      case 4 -> artistName;
      case 5 -> artistSpotifyUrl;
      case 6 -> artistPosition;
      case 7 -> role;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
