package pipeline.spotify.http;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.tls.HttpDate;

/** Stores the date of the last response. */
public final class ServerDateTransport implements HttpTransport {
  private final HttpTransport inner;
  private volatile @Nullable Instant lastDate;

  public ServerDateTransport(HttpTransport inner) {
    this.inner = inner;
  }

  @Override
  public ApiResponse send(ApiRequest request) throws IOException {
    ApiResponse response = inner.send(request);
    response.header("Date").flatMap(HttpDate::parse).ifPresent(date -> lastDate = date);
    return response;
  }

  public Optional<Instant> lastDate() {
    return Optional.ofNullable(lastDate);
  }
}
