package pipeline.extract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.tables.RawRelease;

/**
 * Albums of a listing as rows of raw/releases.
 *
 * @param source as a column
 */
record ReleaseRow(@Nullable String market, String source, boolean late, Instant observedAt) {

  RawRelease of(Album album, @Nullable Integer position) {
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
}
