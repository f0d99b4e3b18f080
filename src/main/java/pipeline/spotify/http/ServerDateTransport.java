package pipeline.spotify.http;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.tls.HttpDate;

/** Records the server's time in its last response. */
public final class ServerDateTransport implements HttpTransport {
  private final HttpTransport inner;
  private volatile @Nullable Instant lastDate;

  public ServerDateTransport(HttpTransport inner) {
    this.inner = inner;
  }

  @Override
  public ApiResponse send(ApiRequest call) throws IOException {
    ApiResponse reply = inner.send(call);
    reply.header("Date").flatMap(HttpDate::parse).ifPresent(date -> lastDate = date);
    return reply;
  }

  public Optional<Instant> lastDate() {
    return Optional.ofNullable(lastDate);
  }
}
