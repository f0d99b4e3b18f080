package pipeline.spotify;

import java.io.IOException;

/**
 * One request, one answer. Each concern is one decorator; {@link SpotifyClient} puts them together.
 */
interface HttpTransport {
  ApiResponse send(ApiRequest call) throws IOException;
}
