package pipeline.spotify;

import java.io.IOException;

/**
 * One request, one answer. Each concern is one decorator; {@link SpotifyClient} puts them together.
 */
interface Http {
  HttpReply send(HttpCall call) throws IOException;
}
