package pipeline.spotify.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pipeline.tls.HttpDate;

/**
 * A complete response. The body array is never modified or compared.
 *
 * @param headers the headers by name in lower case; for a repeated name, only the first value
 * @param attempts the number of attempts that the request took
 */
@SuppressWarnings("ArrayRecordComponent")
public record ApiResponse(int status, Map<String, String> headers, byte[] body, int attempts) {
  public ApiResponse {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lower);
  }

  public ApiResponse(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, 1);
  }

  public ApiResponse withAttempts(int attempts) {
    return new ApiResponse(status, headers, body, attempts);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Returns the server's time; empty if the response has no valid Date header. */
  public Optional<Instant> date() {
    return header("Date").flatMap(HttpDate::parse);
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  boolean isRedirect() {
    return status >= 300 && status < 400;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Returns a text without the body, because the body of a token response is secret. */
  @Override
  public String toString() {
    return "ApiResponse[" + status + ", " + body.length + " bytes]";
  }
}
