package pipeline.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pipeline.model.Artist;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;

/**
 * The artist that a reference stands for.
 *
 * @param warning why it may be another artist; null if it cannot be
 */
public record ArtistResolution(Artist artist, @Nullable String warning) {
  /** The largest page that every app may request. */
  private static final int MAX_CANDIDATES = 10;

  /** Returns the artist; empty if no artist has this ID or name. */
  public static Optional<ArtistResolution> find(
      ArtistReference reference, SpotifyApi spotify, @Nullable String market) {
    return reference.isId()
        ? findById(reference.text(), spotify)
        : findAmong(reference.text(), searchByName(reference.text(), spotify, market));
  }

  /** Searches the names first; a search without a field finds other spellings. */
  private static List<Artist> searchByName(
      String name, SpotifyApi spotify, @Nullable String market) {
    String field = "artist:\"" + name.replace("\"", " ").strip() + "\"";
    List<Artist> found =
        new ArrayList<>(spotify.searchArtists(field, market, MAX_CANDIDATES).items());
    if (found.stream().noneMatch(artist -> ArtistNames.isSame(artist.name(), name))) {
      found.addAll(spotify.searchArtists(name, market, MAX_CANDIDATES).items());
    }
    return found.stream().distinct().toList();
  }

  private static Optional<ArtistResolution> findById(String id, SpotifyApi spotify) {
    try {
      return Optional.of(new ArtistResolution(spotify.artist(id), null));
    } catch (SpotifyException refusal) {
      if (refusal.kind() == SpotifyErrorKind.NOT_FOUND) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /** Returns Spotify's first artist with this name, or else its first artist. */
  static Optional<ArtistResolution> findAmong(String name, List<Artist> found) {
    List<Artist> exactMatches =
        found.stream().filter(artist -> ArtistNames.isSame(artist.name(), name)).toList();
    if (exactMatches.isEmpty()) {
      return found.stream()
          .findFirst()
          .map(
              first ->
                  new ArtistResolution(
                      first,
                      "no artist has the exact name '%s'; this is the closest match"
                          .formatted(name)));
    }
    String others = exactMatches.stream().skip(1).map(Artist::id).collect(Collectors.joining(", "));
    return Optional.of(
        new ArtistResolution(
            exactMatches.get(0),
            others.isEmpty()
                ? null
                : "%d artists are called %s; the others are %s"
                    .formatted(exactMatches.size(), name, others)));
  }
}
