package pipeline.spotify.http;

import java.io.IOException;
import pipeline.spotify.client.SpotifyClient;

/**
 * Sends one request and returns its response. Each concern is a decorator; {@link SpotifyClient}
 * assembles them.
 */
public interface HttpTransport {
  ApiResponse send(ApiRequest call) throws IOException;
}
