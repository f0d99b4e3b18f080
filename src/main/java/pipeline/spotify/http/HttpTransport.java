package pipeline.spotify.http;

import java.io.IOException;
import pipeline.spotify.client.SpotifyClient;

/**
 * One request, one answer. Each concern is one decorator; {@link SpotifyClient} puts them together.
 */
public interface HttpTransport {
  ApiResponse send(ApiRequest call) throws IOException;
}
