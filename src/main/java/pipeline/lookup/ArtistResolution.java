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
 * @param warning why the user may mean another artist; null if there is no doubt
 */
public record ArtistResolution(Artist artist, @Nullable String warning) {
  /** The maximum number of artists per search. Spotify allows every app a page of this size. */
  private static final int MAX_CANDIDATES = 10;

  /**
   * Returns the artist. Returns an empty Optional if no artist has this ID, or if the search for
   * the name finds no artist.
   */
  public static Optional<ArtistResolution> find(
      ArtistReference reference, SpotifyApi spotify, @Nullable String market) {
    return reference.isId()
        ? findById(reference.text(), spotify)
        : findAmong(reference.text(), searchByName(reference.text(), spotify, market));
  }

  /**
   * Searches with the filter {@code artist:} first. If no artist has exactly this name, adds the
   * results of a search without the filter, which also finds other spellings.
   */
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

  /**
   * Returns the first artist in {@code found} with this name, or else the first artist in {@code
   * found}; empty if {@code found} is empty.
   */
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
                : "%d artists are called %s; to choose another one, give its id: %s"
                    .formatted(exactMatches.size(), name, others)));
  }
}
