package pipeline.sql;

import java.util.List;
import java.util.Map;
import pipeline.lake.Table;
import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;

/**
 * A reference from a table of the star to a dimension on the same date. The audits of {@code load}
 * ensure that the referenced rows exist.
 *
 * @param columns the columns with the values of the dimension's key, in the order of the key. If
 *     one of these columns is null, the row has no reference.
 */
public record ForeignKey(List<String> columns, Table<?> dimension) {
  private static final ForeignKey ALBUM = new ForeignKey(List.of("album_id"), DimAlbum.TABLE);
  private static final ForeignKey ARTIST = new ForeignKey(List.of("artist_id"), DimArtist.TABLE);
  private static final ForeignKey PRIMARY_ARTIST =
      new ForeignKey(List.of("primary_artist_id"), DimArtist.TABLE);
  private static final ForeignKey TRACK =
      new ForeignKey(List.of("album_id", "position"), DimTrack.TABLE);

  private static final Map<Table<?>, List<ForeignKey>> BY_TABLE =
      Map.of(
          DimAlbum.TABLE, List.of(PRIMARY_ARTIST),
          DimTrack.TABLE, List.of(ALBUM, PRIMARY_ARTIST),
          BridgeAlbumArtist.TABLE, List.of(ALBUM, ARTIST),
          BridgeTrackArtist.TABLE, List.of(TRACK, ARTIST),
          FactRelease.TABLE, List.of(ALBUM, PRIMARY_ARTIST));

  /** Returns the references of a table; none if it is not part of the star. */
  public static List<ForeignKey> of(Table<?> table) {
    return BY_TABLE.getOrDefault(table, List.of());
  }
}
