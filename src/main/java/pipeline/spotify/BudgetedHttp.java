package pipeline.spotify;

import java.io.IOException;

/** Lets a request leave when the {@link Gate} does, and tells it what came back. */
final class BudgetedHttp implements Http {
  private final Http inner;
  private final Gate gate;

  BudgetedHttp(Http inner, Gate gate) {
    this.inner = inner;
    this.gate = gate;
  }

  @Override
  public HttpReply send(HttpCall call) throws IOException {
    long pass = gate.enter();
    HttpReply reply;
    try {
      reply = inner.send(call);
    } catch (IOException | RuntimeException | Error failure) {
      gate.leave();
      throw failure;
    }
    gate.leave(pass, reply);
    return reply;
  }
}
