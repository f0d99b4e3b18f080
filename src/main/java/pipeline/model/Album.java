package pipeline.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An album of a listing.
 *
 * @param id 22 characters of base62
 * @param type album, single, compilation, ep, or whatever Spotify adds
 * @param totalTracks what the listing says; the track page's own total is another number
 * @param releaseDate as given, "2024", "2024-01" or "2024-01-31"
 * @param releaseDatePrecision year, month or day
 * @param url the album's page at Spotify
 * @param imageUrl the widest cover
 * @param artists in the order of the credits
 * @param label null in listings and searches, which do not name it
 * @param extras a JSON object of the fields that we do not know and of values that did not fit
 *     their column, or null
 */
public record Album(
    String id,
    @Nullable String name,
    @Nullable String type,
    @Nullable Integer totalTracks,
    @Nullable String releaseDate,
    @Nullable String releaseDatePrecision,
    @Nullable String url,
    @Nullable String imageUrl,
    List<Artist> artists,
    @Nullable String label,
    @Nullable String extras) {
  public Album {
    Objects.requireNonNull(id, "id");
    artists = List.copyOf(artists);
  }
}
