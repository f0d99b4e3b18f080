package pipeline.spotify.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One measured request.
 *
 * @param sentAt when it left
 * @param latency until its answer was read, or it failed
 * @param status of the answer; 0 where there was none
 * @param failure why it was no success, in words; null where it was
 * @param retryAfter what a 429 asked for; null where it named nothing
 * @param blockedUntil from when on Spotify may be called again; null but for a 429
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
