package pipeline.spotify;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What became of one attempt: a reply, or a failure of the transport. */
record Outcome(@Nullable HttpReply reply, @Nullable IOException failure) {

  static Outcome of(Http http, HttpCall call) {
    try {
      return new Outcome(http.send(call), null);
    } catch (IOException failure) {
      return new Outcome(null, failure);
    }
  }

  boolean throttled() {
    return reply != null && reply.status() == 429;
  }

  HttpReply orThrow() throws IOException {
    if (reply == null) {
      throw failure == null ? new IOException("no answer") : failure;
    }
    return reply;
  }
}
