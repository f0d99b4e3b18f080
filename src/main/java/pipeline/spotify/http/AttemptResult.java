package pipeline.spotify.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The result of one attempt: either a response or an I/O failure. */
public record AttemptResult(@Nullable ApiResponse response, @Nullable IOException failure) {

  public static AttemptResult execute(HttpTransport http, ApiRequest request) {
    try {
      return new AttemptResult(http.send(request), null);
    } catch (IOException failure) {
      return new AttemptResult(null, failure);
    }
  }

  public boolean isThrottled() {
    return response != null && response.status() == 429;
  }

  public ApiResponse responseOrThrow() throws IOException {
    if (response == null) {
      throw failure == null ? new IOException("no response") : failure;
    }
    return response;
  }
}
