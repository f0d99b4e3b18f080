package pipeline.simulator.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, without its socket.
 *
 * @param query as sent, still encoded; empty for none
 * @param origin scheme, host and port by which the client reached us
 * @param authorization the header, or null
 * @param shift how far a listing is meant to have moved since the page before
 */
public record SimRequest(
    String method,
    String path,
    String query,
    String origin,
    @Nullable String authorization,
    String body,
    int shift) {
  /** A slash at the end means nothing to Spotify; spotipy sends some. */
  public SimRequest {
    while (path.length() > 1 && path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
  }

  public String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  public SimRequest withShift(int places) {
    return new SimRequest(method, path, query, origin, authorization, body, places);
  }

  public Map<String, String> parameters() {
    return FormParameters.parse(query);
  }

  public Map<String, String> form() {
    return FormParameters.parse(body);
  }

  /** The authorization is a secret. */
  @Override
  public String toString() {
    return method + " " + target();
  }
}
