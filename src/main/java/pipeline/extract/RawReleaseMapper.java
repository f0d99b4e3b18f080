package pipeline.extract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.tables.row.RawRelease;

/**
 * Albums of a listing as rows of raw/releases.
 *
 * @param source as a column
 */
record RawReleaseMapper(@Nullable String market, String source, boolean late, Instant observedAt) {

  RawRelease toRow(Album album, @Nullable Integer position) {
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

  /** Returns the album of a row that was written to {@code work/}. */
  static Album album(RawRelease row) {
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
