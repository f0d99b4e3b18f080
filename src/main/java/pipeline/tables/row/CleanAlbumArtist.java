package pipeline.tables.row;

import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * clean/album_artists: one row for each artist of an album. The columns are those of its schema
 * file, in the same order.
 */
public record CleanAlbumArtist(
    String albumId,
    String albumName,
    @Nullable String releaseDate,
    @Nullable String albumSpotifyUrl,
    String artistId,
    @Nullable String artistName,
    @Nullable String artistSpotifyUrl,
    int artistPosition)
    implements Row {
  public static final Table<CleanAlbumArtist> TABLE =
      Row.table("clean", "album_artists", CleanAlbumArtist::fromRecord);

  private static CleanAlbumArtist fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new CleanAlbumArtist(
        reader.mandatoryText(0),
        reader.mandatoryText(1),
        reader.text(2),
        reader.text(3),
        reader.mandatoryText(4),
        reader.text(5),
        reader.text(6),
        reader.mandatoryInteger(7));
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
      case 2 -> releaseDate;
      case 3 -> albumSpotifyUrl;
      case 4 -> artistId;
      case 5 -> artistName;
      case 6 -> artistSpotifyUrl;
      case 7 -> artistPosition;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
