package pipeline.spotify.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.RequestStats;

/**
 * A request.
 *
 * @param kind the kind that {@link RequestStats} counts
 * @param attempt from 1
 * @param faults number of consecutive earlier attempts that failed for another reason than a 429
 * @param throttles number of consecutive earlier attempts that were answered 429
 * @param mayBeClosed whether Spotify refuses this to some apps by 429s that do not end
 * @param mayRenewToken whether a 401 leads to a new token
 */
@SuppressWarnings("ArrayRecordComponent")
public // never modified or compared
record ApiRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    byte @Nullable [] body,
    String kind,
    int attempt,
    int faults,
    int throttles,
    boolean mayBeClosed,
    boolean mayRenewToken) {

  public static final String TOKEN = "token";

  /** The length at which messages cut the value of a parameter. */
  private static final int MAX_VALUE_LENGTH = 60;

  private static final String COMMA = "%2C";

  public ApiRequest {
    headers = Map.copyOf(headers);
  }

  public static ApiRequest get(URI uri, String kind) {
    return new ApiRequest(
        "GET", uri, Map.of("Accept", "application/json"), null, kind, 1, 0, 0, false, true);
  }

  /** Marks a request that Spotify refuses to some apps by 429s that do not end. */
  ApiRequest withMayBeClosed() {
    return new ApiRequest(
        method, uri, headers, body, kind, attempt, faults, throttles, true, mayRenewToken);
  }

  /**
   * Creates a token request.
   *
   * @param authorization null if the form names the app
   */
  public static ApiRequest tokenForm(URI uri, String form, @Nullable String authorization) {
    ApiRequest request = post(uri, "application/x-www-form-urlencoded", form, TOKEN, false);
    return authorization == null ? request : request.withAuthorization(authorization);
  }

  /** Creates a request that changes something. */
  static ApiRequest postJson(URI uri, String json, String kind) {
    return post(uri, "application/json", json, kind, true);
  }

  private static ApiRequest post(URI uri, String type, String text, String kind, boolean mayRenew) {
    return new ApiRequest(
        "POST",
        uri,
        Map.of("Accept", "application/json", "Content-Type", type),
        text.getBytes(StandardCharsets.UTF_8),
        kind,
        1,
        0,
        0,
        false,
        mayRenew);
  }

  /** Returns whether the request may be repeated although it may have taken effect. */
  public boolean isRepeatable() {
    return method.equals("GET") || kind.equals(TOKEN);
  }

  public ApiRequest withAuthorization(String authorization) {
    Map<String, String> newHeaders = new HashMap<>(headers);
    newHeaders.put("Authorization", authorization);
    return new ApiRequest(
        method,
        uri,
        newHeaders,
        body,
        kind,
        attempt,
        faults,
        throttles,
        mayBeClosed,
        mayRenewToken);
  }

  /** Returns the next attempt after a number of consecutive faults. */
  public ApiRequest nextAttempt(int faultsInARow) {
    return next(attempt + 1, faultsInARow, 0, mayRenewToken);
  }

  /** Returns the next attempt after a 429. */
  public ApiRequest afterThrottle() {
    return next(attempt + 1, 0, throttles + 1, mayRenewToken);
  }

  /** Returns the next attempt with a new token; a 401 to it is final. */
  public ApiRequest withNewToken(String authorization, int attempts) {
    return next(attempts + 1, 0, 0, false).withAuthorization(authorization);
  }

  private ApiRequest next(int number, int faultsInARow, int throttlesInARow, boolean renews) {
    return new ApiRequest(
        method,
        uri,
        headers,
        body,
        kind,
        number,
        faultsInARow,
        throttlesInARow,
        mayBeClosed,
        renews);
  }

  /** Returns the complete path and query. */
  public String path() {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  /**
   * Returns method, path and query for logs and messages. Headers and body are left out because
   * they hold secrets. A long list is shortened to its first item and its length, such as {@code
   * ids=4aawyAB9vmqN3uQ7FjRGTy…(20)}.
   */
  @Override
  public String toString() {
    String query = uri.getRawQuery();
    return query == null
        ? method + " " + uri.getRawPath()
        : method
            + " "
            + uri.getRawPath()
            + "?"
            + Arrays.stream(query.split("&", -1))
                .map(ApiRequest::shortened)
                .collect(Collectors.joining("&"));
  }

  private static String shortened(String parameter) {
    int value = parameter.indexOf('=') + 1;
    if (parameter.length() - value <= MAX_VALUE_LENGTH) {
      return parameter;
    }
    String[] items = parameter.split(COMMA, -1);
    return items.length > 1 && items[0].length() - value <= MAX_VALUE_LENGTH
        ? items[0] + "…(" + items.length + ")"
        : parameter.substring(0, value + MAX_VALUE_LENGTH) + "…";
  }
}
