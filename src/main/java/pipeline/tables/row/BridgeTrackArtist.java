package pipeline.tables.row;

import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;

/**
 * analytics/bridge_track_artist: one row for each artist of a track. The columns are those of its
 * schema file, in the same order.
 */
public record BridgeTrackArtist(
    String albumId, int position, String trackId, String artistId, int artistPosition, String role)
    implements Row {
  public static final Table<BridgeTrackArtist> TABLE =
      Row.table("analytics", "bridge_track_artist", BridgeTrackArtist::fromRecord);

  private static BridgeTrackArtist fromRecord(IndexedRecord row) {
    RecordReader reader = new RecordReader(row);
    return new BridgeTrackArtist(
        reader.mandatoryText(0),
        reader.mandatoryInteger(1),
        reader.mandatoryText(2),
        reader.mandatoryText(3),
        reader.mandatoryInteger(4),
        reader.mandatoryText(5));
  }

  /** The credit of a clean row. */
  public static BridgeTrackArtist from(CleanTrackArtist credit) {
    return new BridgeTrackArtist(
        credit.albumId(),
        credit.position(),
        credit.trackId(),
        credit.artistId(),
        credit.artistPosition(),
        credit.role());
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
      case 4 -> artistPosition;
      case 5 -> role;
      default -> throw Row.noColumn(TABLE, column);
    };
  }
}
