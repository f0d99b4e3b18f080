package pipeline.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An album.
 *
 * @param id the ID: 22 characters of base62
 * @param type album, single, compilation, ep, or another value that Spotify adds
 * @param totalTracks the number of tracks according to the listing; it can differ from the length
 *     of the track list
 * @param releaseDate the date in Spotify's format: "2024", "2024-01" or "2024-01-31"
 * @param releaseDatePrecision year, month or day
 * @param url the album's page at Spotify
 * @param artists the artists in the order of the credits
 * @param label the label; null in listings and search results, which do not contain labels
 * @param extras a JSON object of the unknown fields and of the values that do not fit their column,
 *     or null
 * @param columns the values of further columns of raw/releases, by column name; a column without a
 *     value is absent
 */
public record Album(
    String id,
    @Nullable String name,
    @Nullable String type,
    @Nullable Integer totalTracks,
    @Nullable String releaseDate,
    @Nullable String releaseDatePrecision,
    @Nullable String url,
    List<Artist> artists,
    @Nullable String label,
    @Nullable String extras,
    Map<String, @Nullable Object> columns) {
  public Album {
    Objects.requireNonNull(id, "id");
    artists = List.copyOf(artists);
    columns = ColumnValues.copyOf(columns);
  }
}
