package pipeline.spotify.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.quota.CallReservation;

/**
 * A request. The body array is never modified or compared.
 *
 * @param kind the kind of request in {@link RequestStats}
 * @param attempt the number of the attempt, from 1
 * @param faults the number of consecutive earlier attempts that failed for a reason other than 429
 * @param waits the required waits after the consecutive earlier attempts that Spotify answered with
 *     429; a wait is zero if the 429 had no Retry-After
 * @param mayBeClosed whether the endpoint is closed to some apps, whose requests Spotify always
 *     answers with 429
 * @param mayRenewToken whether the client requests a new token after a 401
 * @param calls the reservation from which the request takes its call; null for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record ApiRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    byte @Nullable [] body,
    String kind,
    int attempt,
    int faults,
    List<Duration> waits,
    boolean mayBeClosed,
    boolean mayRenewToken,
    @Nullable CallReservation calls) {

  public static final String TOKEN = "token";

  /** The maximum length of a parameter's value in messages. A longer value is shortened. */
  private static final int MAX_VALUE_LENGTH = 60;

  public ApiRequest {
    headers = Map.copyOf(headers);
    waits = List.copyOf(waits);
  }

  public static ApiRequest get(URI uri, String kind) {
    return get(uri, kind, null);
  }

  static ApiRequest get(URI uri, String kind, @Nullable CallReservation calls) {
    return new ApiRequest(
        "GET",
        uri,
        Map.of("Accept", "application/json"),
        null,
        kind,
        1,
        0,
        List.of(),
        false,
        true,
        calls);
  }

  /**
   * Creates a token request.
   *
   * @param authorization the Authorization header, or null if the form contains the client ID
   */
  public static ApiRequest tokenForm(URI uri, String form, @Nullable String authorization) {
    ApiRequest request = post(uri, "application/x-www-form-urlencoded", form, TOKEN, false);
    return authorization == null ? request : request.withAuthorization(authorization);
  }

  static ApiRequest postJson(URI uri, String json, String kind) {
    return post(uri, "application/json", json, kind, true);
  }

  private static ApiRequest post(URI uri, String type, String text, String kind, boolean mayRenew) {
    Map<String, String> headers = Map.of("Accept", "application/json", "Content-Type", type);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return new ApiRequest("POST", uri, headers, body, kind, 1, 0, List.of(), false, mayRenew, null);
  }

  /** Returns whether the request may be sent again even if Spotify may have processed it. */
  public boolean isRepeatable() {
    return method.equals("GET") || kind.equals(TOKEN);
  }

  ApiRequest withMayBeClosed() {
    return copy(headers, attempt, faults, waits, true, mayRenewToken);
  }

  public ApiRequest withAuthorization(String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Authorization", value);
    return copy(all, attempt, faults, waits, mayBeClosed, mayRenewToken);
  }

  /** Returns the next attempt, after an attempt that failed for a reason other than 429. */
  public ApiRequest afterFault() {
    return copy(headers, attempt + 1, faults + 1, List.of(), mayBeClosed, mayRenewToken);
  }

  /** Returns the next attempt, after an attempt that Spotify answered with 429. */
  public ApiRequest afterThrottle(Duration wait) {
    List<Duration> allWaits = Stream.concat(waits.stream(), Stream.of(wait)).toList();
    return copy(headers, attempt + 1, 0, allWaits, mayBeClosed, mayRenewToken);
  }

  /**
   * Returns the next attempt, with a new token. If Spotify answers 401 again, no other attempt
   * follows.
   *
   * @param attempts the number of attempts so far
   */
  public ApiRequest withNewToken(String authorization, int attempts) {
    return copy(headers, attempts + 1, 0, List.of(), mayBeClosed, false)
        .withAuthorization(authorization);
  }

  private ApiRequest copy(
      Map<String, String> headers,
      int attempt,
      int faults,
      List<Duration> waits,
      boolean mayBeClosed,
      boolean mayRenewToken) {
    return new ApiRequest(
        method,
        uri,
        headers,
        body,
        kind,
        attempt,
        faults,
        waits,
        mayBeClosed,
        mayRenewToken,
        calls);
  }

  /** Returns the path and the query, without shortening any values. */
  public String path() {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  /**
   * Returns the method, the path and the query for logs and messages. Omits the headers and the
   * body, because they can contain secrets. A long list is shortened to its first item and the
   * number of items, such as {@code ids=4aawyAB9vmqN3uQ7FjRGTy…(20)}.
   */
  @Override
  public String toString() {
    String query = uri.getRawQuery();
    String text = method + " " + uri.getRawPath();
    return query == null
        ? text
        : Arrays.stream(query.split("&", -1))
            .map(ApiRequest::shorten)
            .collect(Collectors.joining("&", text + "?", ""));
  }

  private static String shorten(String parameter) {
    int value = parameter.indexOf('=') + 1;
    if (parameter.length() - value <= MAX_VALUE_LENGTH) {
      return parameter;
    }
    String[] items = parameter.split("%2C", -1);
    return items.length > 1 && items[0].length() - value <= MAX_VALUE_LENGTH
        ? items[0] + "…(" + items.length + ")"
        : parameter.substring(0, value + MAX_VALUE_LENGTH) + "…";
  }
}
