package pipeline.spotify.api;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/**
 * A group of endpoints whose calls Spotify counts together. Spotify does not publish the groups.
 * According to reports of exhausted quotas, the group depends on the first part of the path, such
 * as {@code albums} in {@code /v1/albums/{id}/tracks}.
 */
public enum EndpointFamily {
  SEARCH,
  ALBUMS,
  ARTISTS,
  BROWSE,
  TRACKS,
  PLAYLISTS,
  /** The endpoints about the current user. */
  ME,
  OTHER;

  /**
   * Returns the family of a request.
   *
   * @param apiUrl the base URL of the API, such as {@code https://api.spotify.com/v1}
   */
  public static EndpointFamily of(URI apiUrl, URI request) {
    String base = apiUrl.getPath();
    String path = request.getPath();
    String relative = path.startsWith(base) ? path.substring(base.length()) : path;
    String[] parts = relative.split("/", -1);
    String first = parts.length > 1 && parts[0].isEmpty() ? parts[1] : parts[0];
    return Arrays.stream(values())
        .filter(family -> family.label().equals(first))
        .findFirst()
        .orElse(OTHER);
  }

  /** Returns the name in options, state and messages, such as {@code albums}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
