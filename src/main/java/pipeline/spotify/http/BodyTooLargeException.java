package pipeline.spotify.http;

import java.io.IOException;

/** A response that is larger than any of Spotify's. */
public final class BodyTooLargeException extends IOException {
  public BodyTooLargeException(int limit) {
    super("the response is larger than " + limit + " bytes");
  }
}
