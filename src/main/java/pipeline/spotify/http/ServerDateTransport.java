package pipeline.spotify.http;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notes what the server's clock said with its last answer. */
public final class ServerDateTransport implements HttpTransport {
  private final HttpTransport inner;
  private volatile @Nullable Instant lastDate;

  public ServerDateTransport(HttpTransport inner) {
    this.inner = inner;
  }

  @Override
  public ApiResponse send(ApiRequest call) throws IOException {
    ApiResponse reply = inner.send(call);
    reply.header("Date").flatMap(ServerDateTransport::instant).ifPresent(date -> lastDate = date);
    return reply;
  }

  public Optional<Instant> lastDate() {
    return Optional.ofNullable(lastDate);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException odd) {
      return Optional.empty();
    }
  }
}
