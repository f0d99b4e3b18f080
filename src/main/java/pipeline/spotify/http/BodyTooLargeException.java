package pipeline.spotify.http;

import java.io.IOException;

/** A response that exceeds the size limit, so it is not from Spotify. */
public final class BodyTooLargeException extends IOException {
  public BodyTooLargeException(int limit) {
    super("the response is larger than " + limit + " bytes");
  }
}
