package pipeline.spotify.retry;

import java.io.IOException;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.HttpTransport;

/** Waits for the {@link RequestGate} before each request, and reports the response to the gate. */
public final class RateLimitedTransport implements HttpTransport {
  private final HttpTransport inner;
  private final RequestGate gate;

  public RateLimitedTransport(HttpTransport inner, RequestGate gate) {
    this.inner = inner;
    this.gate = gate;
  }

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
