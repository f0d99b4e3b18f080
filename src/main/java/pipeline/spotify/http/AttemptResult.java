package pipeline.spotify.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The result of one attempt: a response or a transport failure. */
public record AttemptResult(@Nullable ApiResponse reply, @Nullable IOException failure) {

  public static AttemptResult execute(HttpTransport http, ApiRequest call) {
    try {
      return new AttemptResult(http.send(call), null);
    } catch (IOException failure) {
      return new AttemptResult(null, failure);
    }
  }

  public boolean isThrottled() {
    return reply != null && reply.status() == 429;
  }

  public ApiResponse replyOrThrow() throws IOException {
    if (reply == null) {
      throw failure == null ? new IOException("no response") : failure;
    }
    return reply;
  }
}
