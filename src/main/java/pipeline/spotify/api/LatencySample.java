package pipeline.spotify.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One measured request.
 *
 * @param at when it left
 * @param took until its answer was read, or it failed
 * @param status of the answer; 0 where there was none
 * @param failure why it was no success, in words; null where it was
 * @param retryAfter what a 429 asked for; null where it named nothing
 * @param blockedUntil from when on Spotify may be called again; null but for a 429
 */
public record LatencySample(
    Instant at,
    Duration took,
    int status,
    @Nullable String failure,
    @Nullable Duration retryAfter,
    @Nullable Instant blockedUntil) {

  public boolean succeeded() {
    return failure == null;
  }

  public boolean throttled() {
    return status == 429;
  }
}
