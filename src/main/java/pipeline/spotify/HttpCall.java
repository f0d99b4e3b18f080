package pipeline.spotify;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param kind what it asks for, as {@link Calls} counts it
 * @param attempt from 1
 * @param faults attempts in a row before this one that failed for another reason than a 429
 * @param mayRenew whether a 401 is answered by a new token
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, and compared by nobody
record HttpCall(
    String method,
    URI uri,
    Map<String, String> headers,
    byte @Nullable [] body,
    String kind,
    int attempt,
    int faults,
    boolean mayRenew) {

  static final String TOKEN = "token";

  HttpCall {
    headers = Map.copyOf(headers);
  }

  static HttpCall get(URI uri, String kind) {
    return new HttpCall("GET", uri, Map.of("Accept", "application/json"), null, kind, 1, 0, true);
  }

  /**
   * Asks for a token.
   *
   * @param authorization null where the form names the app
   */
  static HttpCall tokenForm(URI uri, String form, @Nullable String authorization) {
    HttpCall call = post(uri, "application/x-www-form-urlencoded", form, TOKEN, false);
    return authorization == null ? call : call.authorized(authorization);
  }

  /** Changes something. */
  static HttpCall postJson(URI uri, String json, String kind) {
    return post(uri, "application/json", json, kind, true);
  }

  private static HttpCall post(URI uri, String type, String text, String kind, boolean mayRenew) {
    return new HttpCall(
        "POST",
        uri,
        Map.of("Accept", "application/json", "Content-Type", type),
        text.getBytes(StandardCharsets.UTF_8),
        kind,
        1,
        0,
        mayRenew);
  }

  /** Whether it may be sent again although it may have had its effect. */
  boolean repeatable() {
    return method.equals("GET") || kind.equals(TOKEN);
  }

  HttpCall authorized(String authorization) {
    Map<String, String> more = new HashMap<>(headers);
    more.put("Authorization", authorization);
    return new HttpCall(method, uri, more, body, kind, attempt, faults, mayRenew);
  }

  /** The next attempt, after so many faults in a row. */
  HttpCall again(int faultsInARow) {
    return new HttpCall(method, uri, headers, body, kind, attempt + 1, faultsInARow, mayRenew);
  }

  /** The attempt after so many, with a new token: a 401 to this one is final. */
  HttpCall withNewToken(String authorization, int attempts) {
    return new HttpCall(method, uri, headers, body, kind, attempts + 1, 0, false)
        .authorized(authorization);
  }

  /** Path and query. */
  String path() {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  /** Without headers and body, which hold secrets. */
  @Override
  public String toString() {
    return method + " " + path();
  }
}
