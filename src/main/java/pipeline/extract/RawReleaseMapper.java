package pipeline.extract;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RowBuilder;

/** A mapper between the albums of a listing and the rows of raw/releases. */
record RawReleaseMapper(@Nullable String market, String source, boolean late, Instant observedAt) {

  /**
   * The columns that {@link Album} has a component for, and the columns that describe the capture.
   */
  private static final Set<String> NAMED_COLUMNS =
      Set.of(
          "album_id",
          "position",
          "album_name",
          "album_type",
          "total_tracks",
          "release_date",
          "release_date_precision",
          "album_url",
          "artists",
          "market",
          "source",
          "is_late_capture",
          "observed_at",
          "extras");

  /**
   * Returns a row for each album, in the same order.
   *
   * @param positions the position of each album; empty if the positions are unknown
   */
  List<RawRelease> toRows(List<Album> albums, List<Integer> positions) {
    return IntStream.range(0, albums.size())
        .mapToObj(i -> toRow(albums.get(i), positions.isEmpty() ? null : positions.get(i)))
        .toList();
  }

  private RawRelease toRow(Album album, @Nullable Integer position) {
    return new RowBuilder<>(RawRelease.TABLE)
        .set("album_id", album.id())
        .set("position", position)
        .set("album_name", album.name())
        .set("album_type", album.type())
        .set("total_tracks", album.totalTracks())
        .set("release_date", album.releaseDate())
        .set("release_date_precision", album.releaseDatePrecision())
        .set("album_url", album.url())
        .set("artists", album.artists())
        .set("market", market)
        .set("source", source)
        .set("is_late_capture", late)
        .set("observed_at", observedAt)
        .set("extras", album.extras())
        .setAll(album.columns())
        .build();
  }

  /** Returns the album of a row. The album's label is null, because raw/releases has no label. */
  static Album toAlbum(RawRelease row) {
    return new Album(
        row.albumId(),
        row.albumName(),
        row.albumType(),
        row.totalTracks(),
        row.releaseDate(),
        row.releaseDatePrecision(),
        row.albumUrl(),
        row.artists(),
        null,
        row.extras(),
        columns(row));
  }

  /** Returns the values of all columns except {@link #NAMED_COLUMNS}, by column name. */
  private static Map<String, @Nullable Object> columns(RawRelease row) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    for (String column : RawRelease.TABLE.columns()) {
      if (!NAMED_COLUMNS.contains(column)) {
        columns.put(column, row.value(column));
      }
    }
    return columns;
  }
}
