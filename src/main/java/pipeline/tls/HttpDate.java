package pipeline.tls;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The date format of HTTP headers, such as {@code Mon, 01 Jan 2024 00:00:00 GMT}. */
public final class HttpDate {
  private HttpDate() {}

  /** Returns the instant, or empty if the text is not a date in this format. */
  public static Optional<Instant> parse(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException invalid) {
      return Optional.empty();
    }
  }
}
