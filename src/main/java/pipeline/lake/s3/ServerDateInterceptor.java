package pipeline.lake.s3;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Notes what S3's clock said with its last answer, a refusal too. */
final class ServerDateInterceptor implements ExecutionInterceptor {
  private volatile @Nullable Instant lastDate;

  @Override
  public void afterTransmission(Context.AfterTransmission answer, ExecutionAttributes unused) {
    answer
        .httpResponse()
        .firstMatchingHeader("Date")
        .flatMap(ServerDateInterceptor::instant)
        .ifPresent(date -> lastDate = date);
  }

  Optional<Instant> lastDate() {
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
