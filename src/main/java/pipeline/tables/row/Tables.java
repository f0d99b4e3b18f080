package pipeline.tables.row;

import java.util.List;
import java.util.Optional;
import pipeline.lake.Table;

/** Every table, in the order in which a date's are made. */
public final class Tables {
  public static final List<Table<?>> RAW = List.of(RawRelease.TABLE, RawTrack.TABLE);
  public static final List<Table<?>> CLEAN =
      List.of(
          CleanAlbum.TABLE,
          CleanAlbumArtist.TABLE,
          CleanTrack.TABLE,
          CleanTrackArtist.TABLE,
          Reject.TABLE);

  /**
   * As load publishes them: dimensions, bridges, facts, and last the one that names which belong
   * together.
   */
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

  public static List<Table<?>> all() {
    return List.of(RAW, CLEAN, ANALYTICS).stream().<Table<?>>flatMap(List::stream).toList();
  }

  /** By its name as people write it: {@code clean/tracks}. */
  public static Optional<Table<?>> find(String qualifiedName) {
    return all().stream().filter(table -> table.qualifiedName().equals(qualifiedName)).findFirst();
  }
}
