package pipeline.spotify.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.SpotifyErrorBody;

/**
 * The wait that a 429 or a server error such as 503 requires.
 *
 * @param retryAfter the required wait; null if Spotify names none
 * @param quotaExceeded whether the quota of the developer's account is used up, so that no short
 *     wait helps
 */
public record RateLimitResponse(@Nullable Duration retryAfter, boolean quotaExceeded) {

  /** The wait without a Retry-After; observed values begin here. */
  private static final Duration DEFAULT_WAIT = Duration.ofHours(1);

  /** Returns the end of the wait. */
  public Instant endsAfter(Instant now) {
    Duration wait = retryAfter == null ? DEFAULT_WAIT : retryAfter;
    return now.plus(wait).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  /** Parses a response; the clock is needed for dates. */
  public record RateLimitParser(Clock clock) {
    public RateLimitResponse read(ApiResponse reply) {
      boolean quota = SpotifyErrorBody.parse(reply).reason().equals("QUOTA_EXCEEDED");
      return new RateLimitResponse(RetryAfter.from(reply, clock.instant()).orElse(null), quota);
    }
  }
}
