package pipeline.simulator;

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
record Request(
    String method,
    String path,
    String query,
    String origin,
    @Nullable String authorization,
    String body,
    int shift) {

  String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  Request shifted(int places) {
    return new Request(method, path, query, origin, authorization, body, places);
  }

  Map<String, String> parameters() {
    return Form.parse(query);
  }

  Map<String, String> form() {
    return Form.parse(body);
  }

  /** The authorization is a secret. */
  @Override
  public String toString() {
    return method + " " + target();
  }
}
