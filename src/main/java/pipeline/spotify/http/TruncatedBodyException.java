package pipeline.spotify.http;

import java.io.IOException;

/** A successful response whose body is truncated or not a JSON object. */
final class TruncatedBodyException extends IOException {
  TruncatedBodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
