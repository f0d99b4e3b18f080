package pipeline.extract;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.tables.row.RawRelease;

/** Maps the albums of a listing to rows of raw/releases, and back. */
record RawReleaseMapper(@Nullable String market, String source, boolean late, Instant observedAt) {

  /**
   * Returns a row per album, in the same order.
   *
   * @param positions the position of each album; empty if not known
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

  /** Returns the album of a row, without its label, which raw/releases does not have. */
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
