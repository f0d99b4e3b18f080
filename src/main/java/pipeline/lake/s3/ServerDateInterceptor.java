package pipeline.lake.s3;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.tls.HttpDate;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Records the Date header of the last response, which may be an error. */
final class ServerDateInterceptor implements ExecutionInterceptor {
  private volatile @Nullable Instant lastDate;

  @Override
  public void afterTransmission(Context.AfterTransmission answer, ExecutionAttributes unused) {
    answer
        .httpResponse()
        .firstMatchingHeader("Date")
        .flatMap(HttpDate::parse)
        .ifPresent(date -> lastDate = date);
  }

  Optional<Instant> lastDate() {
    return Optional.ofNullable(lastDate);
  }
}
