package pipeline.spotify.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What became of one attempt: a reply, or a failure of the transport. */
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
      throw failure == null ? new IOException("no answer") : failure;
    }
    return reply;
  }
}
