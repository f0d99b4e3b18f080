package pipeline.spotify;

import java.io.IOException;

/** An answer larger than any that Spotify has reason to give. */
final class OversizedBodyException extends IOException {
  OversizedBodyException(int limit) {
    super("the answer is larger than " + limit + " bytes");
  }
}
