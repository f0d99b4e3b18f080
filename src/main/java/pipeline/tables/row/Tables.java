package pipeline.tables.row;

import java.util.List;
import java.util.Optional;
import pipeline.lake.Table;

/** All tables, in the order in which the partitions of a date are built. */
public final class Tables {
  public static final List<Table<?>> RAW = List.of(RawRelease.TABLE, RawTrack.TABLE);

  /**
   * The clean tables in groups. The tables of a group are published at the same time. The groups
   * are published one after the other, in this order.
   */
  public static final List<List<Table<?>>> CLEAN_GROUPS =
      List.of(
          List.of(
              CleanAlbum.TABLE, CleanAlbumArtist.TABLE, CleanTrack.TABLE, CleanTrackArtist.TABLE),
          List.of(Reject.TABLE));

  public static final List<Table<?>> CLEAN = join(CLEAN_GROUPS);

  /**
   * The tables of the star in groups: dimensions, bridges, facts, and the table {@code partitions}.
   * The tables of a group are published at the same time. The groups are published one after the
   * other, in this order, so that a table becomes visible only after the tables that it refers to.
   */
  public static final List<List<Table<?>>> ANALYTICS_GROUPS =
      List.of(
          List.of(DimAlbum.TABLE, DimArtist.TABLE, DimTrack.TABLE),
          List.of(BridgeAlbumArtist.TABLE, BridgeTrackArtist.TABLE),
          List.of(FactRelease.TABLE),
          List.of(PartitionEntry.TABLE));

  public static final List<Table<?>> ANALYTICS = join(ANALYTICS_GROUPS);

  private Tables() {}

  /** Returns the tables of all layers. */
  public static List<Table<?>> all() {
    return join(List.of(RAW, CLEAN, ANALYTICS));
  }

  private static List<Table<?>> join(List<List<Table<?>>> groups) {
    return groups.stream().<Table<?>>flatMap(List::stream).toList();
  }

  /** Returns the table with a qualified name such as {@code clean/tracks}. */
  public static Optional<Table<?>> find(String qualifiedName) {
    return all().stream().filter(table -> table.qualifiedName().equals(qualifiedName)).findFirst();
  }
}
