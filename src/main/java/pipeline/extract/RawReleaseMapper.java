package pipeline.extract;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.tables.row.RawRelease;

/** A mapper between the albums of a listing and the rows of raw/releases. */
record RawReleaseMapper(@Nullable String market, String source, boolean late, Instant observedAt) {

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
    return new RawRelease(
        album.id(),
        position,
        album.name(),
        album.type(),
        album.totalTracks(),
        album.releaseDate(),
        album.releaseDatePrecision(),
        album.url(),
        album.imageUrl(),
        album.artists(),
        market,
        source,
        late,
        observedAt,
        album.extras());
  }

  /** Returns the album of a row. Its label is null, because raw/releases has no label. */
  static Album toAlbum(RawRelease row) {
    return new Album(
        row.albumId(),
        row.albumName(),
        row.albumType(),
        row.totalTracks(),
        row.releaseDate(),
        row.releaseDatePrecision(),
        row.albumUrl(),
        row.imageUrl(),
        row.artists(),
        null,
        row.extras());
  }
}
