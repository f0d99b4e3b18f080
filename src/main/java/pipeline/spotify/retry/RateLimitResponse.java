package pipeline.spotify.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.SpotifyErrorBody;

/**
 * What a 429, or trouble of Spotify's such as a 503, asks for.
 *
 * @param retryAfter how long to wait; null where Spotify names none that can be understood
 * @param quotaExceeded whether the quota of the developer's account is used up: no short wait helps
 */
public record RateLimitResponse(@Nullable Duration retryAfter, boolean quotaExceeded) {

  /** Where Spotify names no time: what others have seen begins there. */
  private static final Duration DEFAULT_WAIT = Duration.ofHours(1);

  /** The moment to come back. */
  public Instant endsAfter(Instant now) {
    Duration wait = retryAfter == null ? DEFAULT_WAIT : retryAfter;
    return now.plus(wait).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  /** How to read one: the clock gives a date its meaning. */
  public record RateLimitParser(Clock clock) {
    public RateLimitResponse read(ApiResponse reply) {
      boolean quota = SpotifyErrorBody.parse(reply).reason().equals("QUOTA_EXCEEDED");
      return new RateLimitResponse(RetryAfter.from(reply, clock.instant()).orElse(null), quota);
    }
  }
}
