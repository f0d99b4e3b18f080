package pipeline.simulator.api;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The endpoints of the accounts service and of the Web API. */
public enum Endpoint {
  AUTHORIZE("authorize", "/authorize"),
  TOKEN("token", "/api/token"),
  ME("me", "/v1/me"),
  PLAYLIST("playlist", "/v1/playlists/([^/]+)"),
  PLAYLIST_ITEMS("playlist-items", "/v1/playlists/([^/]+)/items"),
  /** The older path of {@link #PLAYLIST_ITEMS}. */
  PLAYLIST_TRACKS("playlist-tracks", "/v1/playlists/([^/]+)/tracks"),
  NEW_RELEASES("new-releases", "/v1/browse/new-releases"),
  SEARCH("search", "/v1/search"),
  ALBUM("album", "/v1/albums/([^/]+)"),
  ALBUM_TRACKS("album-tracks", "/v1/albums/([^/]+)/tracks"),
  ALBUMS("albums", "/v1/albums"),
  TRACK("track", "/v1/tracks/([^/]+)"),
  TRACKS("tracks", "/v1/tracks"),
  ARTIST("artist", "/v1/artists/([^/]+)"),
  ARTIST_ALBUMS("artist-albums", "/v1/artists/([^/]+)/albums"),
  /** Endpoints that Spotify has closed to new apps. */
  CLOSED("closed", "/v1/(audio-features|audio-analysis)(/.*)?"),
  UNKNOWN("unknown", ".*");

  private static final List<Endpoint> ALL = List.of(values());
  private static final Pattern FAMILY = Pattern.compile("/v1/([^/]+)");

  private final String label;
  private final Pattern path;

  Endpoint(String label, String path) {
    this.label = label;
    this.path = Pattern.compile(path);
  }

  /** Returns the name of this endpoint in the request counts. */
  public String label() {
    return label;
  }

  /**
   * The endpoint that answers requests to a path.
   *
   * @param id the ID in the path; empty if the path has none
   */
  public record MatchedRoute(Endpoint endpoint, String id) {}

  /**
   * Returns the endpoint family of a path: the first segment after {@code /v1}, such as albums;
   * empty for a path outside the Web API.
   */
  public static String family(String path) {
    Matcher matcher = FAMILY.matcher(path);
    return matcher.lookingAt() ? matcher.group(1) : "";
  }

  public static MatchedRoute route(String path) {
    for (Endpoint endpoint : ALL) {
      Matcher matcher = endpoint.path.matcher(path);
      if (matcher.matches()) {
        return new MatchedRoute(endpoint, matcher.groupCount() == 0 ? "" : matcher.group(1));
      }
    }
    return new MatchedRoute(UNKNOWN, "");
  }
}
