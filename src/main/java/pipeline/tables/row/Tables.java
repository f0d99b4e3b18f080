package pipeline.tables.row;

import java.util.List;
import java.util.Optional;
import pipeline.lake.Table;

/** All tables, in the order in which the partitions of a date are built. */
public final class Tables {
  public static final List<Table<?>> RAW = List.of(RawRelease.TABLE, RawTrack.TABLE);
  public static final List<Table<?>> CLEAN =
      List.of(
          CleanAlbum.TABLE,
          CleanAlbumArtist.TABLE,
          CleanTrack.TABLE,
          CleanTrackArtist.TABLE,
          Reject.TABLE);

  /** The tables of the star in the order of publication. The table partitions is the last. */
  public static final List<Table<?>> ANALYTICS =
      List.of(
          DimAlbum.TABLE,
          DimArtist.TABLE,
          DimTrack.TABLE,
          BridgeAlbumArtist.TABLE,
          BridgeTrackArtist.TABLE,
          FactRelease.TABLE,
          PartitionEntry.TABLE);

  private Tables() {}

  /** Returns the tables of all layers. */
  public static List<Table<?>> all() {
    return List.of(RAW, CLEAN, ANALYTICS).stream().<Table<?>>flatMap(List::stream).toList();
  }

  /** Returns the table with a qualified name such as {@code clean/tracks}. */
  public static Optional<Table<?>> find(String qualifiedName) {
    return all().stream().filter(table -> table.qualifiedName().equals(qualifiedName)).findFirst();
  }
}
