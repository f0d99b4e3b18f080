package pipeline.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An album of a listing.
 *
 * @param id 22 characters of base62
 * @param type album, single, compilation, ep, or whatever Spotify adds
 * @param totalTracks number of tracks in the listing; the total of the track page may differ
 * @param releaseDate as Spotify gives it: "2024", "2024-01" or "2024-01-31"
 * @param releaseDatePrecision year, month or day
 * @param url the album's page at Spotify
 * @param imageUrl the widest cover
 * @param artists in the order of the credits
 * @param label null in listings and searches, which do not have it
 * @param extras JSON object of the unknown fields and of values that do not fit their column, or
 *     null
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
