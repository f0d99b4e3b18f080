package pipeline.spotify;

import java.io.IOException;

/** An answer of success whose body is cut, or is no JSON object. */
final class CutBodyException extends IOException {
  CutBodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
