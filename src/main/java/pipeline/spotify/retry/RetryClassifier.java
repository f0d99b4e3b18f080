package pipeline.spotify.retry;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.AttemptResult;
import pipeline.spotify.http.BodyTooLargeException;
import pipeline.spotify.http.ProxyRefusedException;
import pipeline.spotify.http.TransportFailures;

/** What follows from the outcome of an attempt: the one place that decides, for log and retry. */
public final class RetryClassifier {

  enum RetryDecision {
    DONE,
    RETRY,
    GIVE_UP
  }

  /** Whether a wait that Spotify asks for, if it asks for one, is one that we bear. */
  public interface WaitPolicy {
    boolean canWait(ApiRequest call, ApiResponse reply);
  }

  /** Attempts in a row, 429 aside. */
  public static final int MAX_ATTEMPTS = 5;

  private static final Set<Integer> TRANSIENT_STATUSES = Set.of(408, 500, 502, 503, 504);

  /**
   * The smallest number of 429s in a row, and the shortest time that was waited for them, that are
   * no throttling: the rate limit counts a rolling 30 seconds, so it would have ended.
   */
  private static final int CLOSED_AFTER = 3;

  private static final Duration CLOSED_AFTER_WAITS = Duration.ofSeconds(30);

  private RetryClassifier() {}

  static RetryDecision classify(AttemptResult outcome, ApiRequest call, WaitPolicy waitPolicy) {
    ApiResponse reply = outcome.reply();
    if (reply != null && reply.isSuccess()) {
      return RetryDecision.DONE;
    }
    boolean again;
    if (reply != null && outcome.isThrottled()) {
      again = waitPolicy.canWait(call, reply);
    } else if (reply != null && reply.status() == 401) {
      again = call.mayRenewToken();
    } else {
      again = isRetryableFault(outcome, call) && (reply == null || waitPolicy.canWait(call, reply));
    }
    return again ? RetryDecision.RETRY : RetryDecision.GIVE_UP;
  }

  /**
   * Whether a 429 is one too many to call on: of those with a short wait, to a request that some
   * apps are always answered so.
   */
  static boolean isClosed(ApiRequest call, RateLimitResponse throttle) {
    return call.mayBeClosed()
        && !throttle.quotaExceeded()
        && throttle.retryAfter() != null
        && call.throttles() + 1 >= CLOSED_AFTER
        && throttle.retryAfter().multipliedBy(call.throttles()).compareTo(CLOSED_AFTER_WAITS) >= 0;
  }

  /** Whether the attempt failed in a way that may pass by itself, and there are attempts left. */
  static boolean isRetryableFault(AttemptResult outcome, ApiRequest call) {
    ApiResponse reply = outcome.reply();
    boolean passing = reply == null ? isTransient(outcome.failure()) : isTransient(reply);
    return passing && call.isRepeatable() && call.faults() + 1 < MAX_ATTEMPTS;
  }

  /** Whether the trouble is Spotify's: a 429 is not. */
  static boolean isTransient(ApiResponse reply) {
    boolean namesItsEnd = reply.status() >= 500 && reply.header("Retry-After").isPresent();
    return namesItsEnd || TRANSIENT_STATUSES.contains(reply.status());
  }

  private static boolean isTransient(@Nullable IOException failure) {
    return !(failure instanceof BodyTooLargeException)
        && !(failure instanceof ProxyRefusedException refused && !refused.isTransient())
        && !TransportFailures.isUntrusted(failure)
        && !TransportFailures.isInterrupted(failure);
  }
}
