package pipeline.spotify;

import java.io.IOException;

/** An answer larger than any that Spotify has reason to give. */
final class BodyTooLargeException extends IOException {
  BodyTooLargeException(int limit) {
    super("the answer is larger than " + limit + " bytes");
  }
}
