package pipeline.spotify.retry;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.SpotifyErrorBody;

/**
 * The wait that Spotify requires after a 429 or a server error.
 *
 * @param retryAfter the required wait; null if the response has no Retry-After
 * @param quotaExceeded whether the quota of the developer's account is used up; if so, a short wait
 *     is not sufficient
 */
public record RequiredWait(@Nullable Duration retryAfter, boolean quotaExceeded) {

  /**
   * The assumed length of a rate-limit block if the response has no Retry-After. Observed blocks
   * last at least one hour.
   */
  private static final Duration DEFAULT_WAIT = Duration.ofHours(1);

  /** Returns the end of a wait that begins now, rounded up to the next full second. */
  public Instant endsAfter(Instant now) {
    Duration wait = retryAfter == null ? DEFAULT_WAIT : retryAfter;
    return now.plus(wait).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  public static RequiredWait parse(ApiResponse response, Instant now) {
    boolean quota = SpotifyErrorBody.parse(response).reason().equals("QUOTA_EXCEEDED");
    return new RequiredWait(RetryAfterParser.from(response, now).orElse(null), quota);
  }
}
