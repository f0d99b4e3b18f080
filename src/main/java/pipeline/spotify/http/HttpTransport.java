package pipeline.spotify.http;

import java.io.IOException;

/**
 * Sends one HTTP request and returns the response. Each decorator of a transport adds one concern,
 * such as retries; {@code TransportStack} assembles the decorators.
 */
public interface HttpTransport {
  ApiResponse send(ApiRequest request) throws IOException;
}
