package pipeline.spotify.retry;

import java.io.IOException;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.HttpTransport;

/**
 * Waits for the {@link RateLimitGate} before each request, and reports the response to the gate.
 */
public record RateLimitedTransport(HttpTransport inner, RateLimitGate gate)
    implements HttpTransport {

  @Override
  public ApiResponse send(ApiRequest request) throws IOException {
    long epoch = gate.enter();
    ApiResponse response;
    try {
      response = inner.send(request);
    } catch (IOException | RuntimeException | Error failure) {
      gate.leave();
      throw failure;
    }
    gate.leave(request, epoch, response);
    return response;
  }
}
