package pipeline.spotify.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import pipeline.spotify.http.ApiResponse;
import pipeline.tls.HttpDate;

/**
 * Parses the Retry-After header, which contains seconds or a date. An invalid value counts as
 * missing.
 */
public final class RetryAfterParser {
  /** The longest returned wait. A longer Retry-After is shortened to this value. */
  public static final Duration MAX_WAIT = Duration.ofDays(7);

  /**
   * The shortest returned wait. This value replaces a Retry-After that is zero, negative or in the
   * past.
   */
  public static final Duration MIN_WAIT = Duration.ofSeconds(1);

  private static final Pattern SECONDS = Pattern.compile("[+-]?[0-9]+(\\.[0-9]*)?");
  private static final int MAX_DIGITS = 9;

  private RetryAfterParser() {}

  public static Optional<Duration> from(ApiResponse response, Instant now) {
    return response
        .header("Retry-After")
        .map(String::strip)
        .flatMap(text -> parse(text, response, now));
  }

  private static Optional<Duration> parse(String text, ApiResponse response, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(clamp(seconds(text)));
    }
    // Prefer the server's clock, because the clock of this machine can be wrong.
    return HttpDate.parse(text)
        .map(until -> Duration.between(response.date().orElse(now), until))
        .map(RetryAfterParser::clamp);
  }

  private static Duration seconds(String text) {
    if (text.startsWith("-")) {
      return Duration.ZERO;
    }
    String[] parts = text.replace("+", "").split("\\.", -1);
    String digits = parts[0].replaceFirst("^0+(?=.)", "");
    if (digits.length() > MAX_DIGITS) {
      return MAX_WAIT;
    }
    boolean fraction = parts.length > 1 && !parts[1].isEmpty();
    return Duration.ofSeconds(Long.parseLong(digits) + (fraction ? 1 : 0));
  }

  private static Duration clamp(Duration wait) {
    if (wait.compareTo(MIN_WAIT) < 0) {
      return MIN_WAIT;
    }
    return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
  }
}
