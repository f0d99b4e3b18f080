package pipeline.spotify.http;

import java.io.IOException;

/**
 * Sends one HTTP request and returns the response. Decorators add one concern each; {@code
 * TransportStack} assembles them.
 */
public interface HttpTransport {
  ApiResponse send(ApiRequest request) throws IOException;
}
