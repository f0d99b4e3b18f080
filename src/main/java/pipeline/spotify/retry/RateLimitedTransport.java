package pipeline.spotify.retry;

import java.io.IOException;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.HttpTransport;

/**
 * Sends a request when the {@link RequestGate} permits it, and reports the response to the gate.
 */
public final class RateLimitedTransport implements HttpTransport {
  private final HttpTransport inner;
  private final RequestGate gate;

  public RateLimitedTransport(HttpTransport inner, RequestGate gate) {
    this.inner = inner;
    this.gate = gate;
  }

  @Override
  public ApiResponse send(ApiRequest call) throws IOException {
    long ticket = gate.enter();
    ApiResponse reply;
    try {
      reply = inner.send(call);
    } catch (IOException | RuntimeException | Error failure) {
      gate.leave();
      throw failure;
    }
    gate.leave(call, ticket, reply);
    return reply;
  }
}
