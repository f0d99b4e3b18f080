package pipeline.spotify.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One measured request.
 *
 * @param latency the time from sending the request to the end of the response, or to the failure
 * @param status the HTTP status; 0 if there was no response
 * @param failure why the request failed; null if it succeeded
 * @param retryAfter the Retry-After of a 429 response, or null
 * @param blockedUntil the end of the rate-limit block after a 429 response, or null
 */
public record LatencySample(
    Instant sentAt,
    Duration latency,
    int status,
    @Nullable String failure,
    @Nullable Duration retryAfter,
    @Nullable Instant blockedUntil) {

  public boolean isSuccess() {
    return failure == null;
  }

  public boolean isThrottled() {
    return status == 429;
  }
}
