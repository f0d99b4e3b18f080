package pipeline.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A track of an album.
 *
 * @param position 0-based place in the album's listing
 * @param id 22 characters of base62; null for local tracks
 * @param url the track's page at Spotify
 * @param artists in the order of the credits
 * @param extras JSON object of the unknown fields and of values that do not fit their column, or
 *     null
 */
public record Track(
    int position,
    @Nullable Integer discNumber,
    @Nullable Integer trackNumber,
    @Nullable String id,
    @Nullable String name,
    @Nullable Integer durationMs,
    @Nullable Boolean explicit,
    @Nullable Boolean isLocal,
    @Nullable Boolean isPlayable,
    @Nullable String url,
    List<Artist> artists,
    @Nullable String extras) {
  public Track {
    artists = List.copyOf(artists);
  }
}
