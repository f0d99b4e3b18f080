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
 * The artist that was meant.
 *
 * @param warning why it may be another one, in words; null where it cannot
 */
public record ArtistResolution(Artist artist, @Nullable String warning) {
  /** As many as every app may ask for in one call. */
  private static final int MAX_CANDIDATES = 10;

  /** Empty where nobody has this id or name. */
  public static Optional<ArtistResolution> find(
      ArtistReference reference, SpotifyApi spotify, @Nullable String market) {
    return reference.isId()
        ? findById(reference.text(), spotify)
        : findAmong(reference.text(), searchByName(reference.text(), spotify, market));
  }

  /** By the field of names first; words alone find what is spelled a little differently. */
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

  /** Spotify's first of this very name; where nobody has it, Spotify's first. */
  static Optional<ArtistResolution> findAmong(String name, List<Artist> found) {
    List<Artist> exactMatches =
        found.stream().filter(artist -> ArtistNames.isSame(artist.name(), name)).toList();
    if (exactMatches.size() == 1) {
      return Optional.of(new ArtistResolution(exactMatches.get(0), null));
    }
    if (exactMatches.size() > 1) {
      return Optional.of(
          new ArtistResolution(
              exactMatches.get(0),
              "%d artists are called %s; the others are %s"
                  .formatted(
                      exactMatches.size(),
                      name,
                      ids(exactMatches.subList(1, exactMatches.size())))));
    }
    return found.stream()
        .findFirst()
        .map(
            first ->
                new ArtistResolution(
                    first,
                    "nobody found is called exactly '%s'; this is the nearest".formatted(name)));
  }

  private static String ids(List<Artist> artists) {
    return artists.stream().map(Artist::id).collect(Collectors.joining(", "));
  }
}
