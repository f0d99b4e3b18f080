package pipeline.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A track of an album.
 *
 * @param position the position in the album's list of tracks, from 0
 * @param id the ID: 22 characters of base62; null for local tracks
 * @param url the track's page at Spotify
 * @param artists the artists in the order of the credits
 * @param extras a JSON object of the unknown fields and of the values that do not fit their column,
 *     or null
 * @param columns the values of further columns of raw/tracks, by column name; a column without a
 *     value is absent
 */
public record Track(
    int position,
    @Nullable Integer discNumber,
    @Nullable Integer trackNumber,
    @Nullable String id,
    @Nullable String name,
    @Nullable Integer durationMs,
    @Nullable String url,
    List<Artist> artists,
    @Nullable String extras,
    Map<String, @Nullable Object> columns) {
  public Track {
    artists = List.copyOf(artists);
    columns = ColumnValues.copyOf(columns);
  }
}
