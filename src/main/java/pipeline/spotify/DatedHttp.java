package pipeline.spotify;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notes what the server's clock said with its last answer. */
final class DatedHttp implements Http {
  private final Http inner;
  private volatile @Nullable Instant last;

  DatedHttp(Http inner) {
    this.inner = inner;
  }

  @Override
  public HttpReply send(HttpCall call) throws IOException {
    HttpReply reply = inner.send(call);
    reply.header("Date").flatMap(DatedHttp::instant).ifPresent(date -> last = date);
    return reply;
  }

  Optional<Instant> last() {
    return Optional.ofNullable(last);
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
