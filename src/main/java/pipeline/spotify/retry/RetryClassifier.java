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

/** Decides what follows from the result of an attempt. */
public final class RetryClassifier {

  enum RetryDecision {
    DONE,
    RETRY,
    GIVE_UP
  }

  /** Returns whether the wait that Spotify requires, if any, is within --max-wait. */
  public interface WaitPolicy {
    boolean canWait(ApiRequest call, ApiResponse reply);
  }

  /** The maximum number of consecutive attempts, not counting 429s. */
  public static final int MAX_ATTEMPTS = 5;

  private static final Set<Integer> TRANSIENT_STATUSES = Set.of(408, 500, 502, 503, 504);

  /**
   * The number of consecutive 429s, and the time waited for them, from which they are not
   * throttling: the rate limit counts a rolling 30 seconds, so it would have ended.
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
   * Returns whether a 429 is one too many: one of several with a short wait, on an endpoint that
   * refuses some apps this way.
   */
  static boolean isClosed(ApiRequest call, RateLimitResponse throttle) {
    return call.mayBeClosed()
        && !throttle.quotaExceeded()
        && throttle.retryAfter() != null
        && call.throttles() + 1 >= CLOSED_AFTER
        && throttle.retryAfter().multipliedBy(call.throttles()).compareTo(CLOSED_AFTER_WAITS) >= 0;
  }

  /** Returns whether the failure may be transient and attempts are left. */
  static boolean isRetryableFault(AttemptResult outcome, ApiRequest call) {
    ApiResponse reply = outcome.reply();
    boolean passing = reply == null ? isTransient(outcome.failure()) : isTransient(reply);
    return passing && call.isRepeatable() && call.faults() + 1 < MAX_ATTEMPTS;
  }

  /** Returns whether the response is a server error; a 429 is not one. */
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
