package pipeline.simulator.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, in a form that does not depend on the HTTP server.
 *
 * @param query the encoded query; empty if there is none
 * @param origin the scheme, host and port that the client used
 * @param authorization the Authorization header, or null
 * @param locale the Accept-Language header, or * if there is none
 */
public record SimRequest(
    String method,
    String path,
    String query,
    String origin,
    @Nullable String authorization,
    String locale,
    String body) {
  /**
   * Removes trailing slashes from the path, because Spotify ignores them and spotipy sends some.
   */
  public SimRequest {
    while (path.length() > 1 && path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
  }

  /** Returns the path with the query. */
  public String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  public Map<String, String> parameters() {
    return FormParameters.parse(query);
  }

  public Map<String, String> form() {
    return FormParameters.parse(body);
  }

  /** Returns the method and the target, without the authorization and body, which have secrets. */
  @Override
  public String toString() {
    return method + " " + target();
  }
}
