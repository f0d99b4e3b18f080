package pipeline.tables.row;

import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * analytics/bridge_album_artist: one row for each artist of an album. The columns are those of its
 * schema file, in the same order.
 */
public record BridgeAlbumArtist(String albumId, String artistId, int artistPosition)
    implements Row {
  public static final Table<BridgeAlbumArtist> TABLE =
      Row.table("analytics", "bridge_album_artist", BridgeAlbumArtist::fromRecord);

  private static BridgeAlbumArtist fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new BridgeAlbumArtist(
        reader.mandatoryText(0), reader.mandatoryText(1), reader.mandatoryInteger(2));
  }

  /** The credit of a clean row. */
  public static BridgeAlbumArtist from(CleanAlbumArtist credit) {
    return new BridgeAlbumArtist(credit.albumId(), credit.artistId(), credit.artistPosition());
  }

  @Override
  public Schema getSchema() {
    return TABLE.schema();
  }

  @Override
  public @Nullable Object get(int column) {
    return switch (column) {
      case 0 -> albumId;
      case 1 -> artistId;
      case 2 -> artistPosition;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
