package pipeline.spotify.http;

import java.io.IOException;

/** An answer larger than any that Spotify has reason to give. */
public final class BodyTooLargeException extends IOException {
  public BodyTooLargeException(int limit) {
    super("the answer is larger than " + limit + " bytes");
  }
}
