package pipeline.spotify.http;

import java.io.IOException;

/** An answer of success whose body is cut, or is no JSON object. */
final class TruncatedBodyException extends IOException {
  TruncatedBodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
