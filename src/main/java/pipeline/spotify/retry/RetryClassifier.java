package pipeline.spotify.retry;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.AttemptResult;
import pipeline.spotify.http.TransportFailures;
import pipeline.spotify.http.TransportFailures.BodyTooLargeException;
import pipeline.spotify.http.TransportFailures.ProxyRefusedException;

/** Decides whether a request is retried. */
public final class RetryClassifier {

  enum RetryDecision {
    DONE,
    RETRY,
    GIVE_UP
  }

  /** A policy that decides whether the run can wait for the required time before a retry. */
  public interface WaitPolicy {
    /**
     * Returns whether the run can wait.
     *
     * @param response the response that may require a wait; null if there was no response
     */
    boolean canWait(ApiRequest request, @Nullable ApiResponse response);
  }

  /**
   * The maximum number of consecutive attempts that fail for a reason other than 429. A 429
   * restarts the count.
   */
  private static final int MAX_ATTEMPTS = 5;

  private static final Set<Integer> TRANSIENT_STATUSES = Set.of(408, 500, 502, 503, 504);

  /**
   * The number of consecutive 429s after which an endpoint counts as closed to the app, if the
   * waits between them are long enough, too.
   */
  private static final int CLOSED_AFTER = 3;

  /**
   * The minimum total of the waits between {@link #CLOSED_AFTER} or more consecutive 429s. The rate
   * limit applies to 30 seconds, so it cannot be the reason for a 429 after longer waits.
   */
  private static final Duration CLOSED_AFTER_WAITS = Duration.ofSeconds(30);

  private RetryClassifier() {}

  static RetryDecision classify(AttemptResult result, ApiRequest request, WaitPolicy waitPolicy) {
    ApiResponse response = result.response();
    if (response != null && response.isSuccess()) {
      return RetryDecision.DONE;
    }
    boolean again;
    if (response != null && result.isThrottled()) {
      again = waitPolicy.canWait(request, response);
    } else if (response != null && response.status() == 401) {
      again = request.mayRenewToken();
    } else {
      again = isRetryableFault(result, request) && waitPolicy.canWait(request, response);
    }
    return again ? RetryDecision.RETRY : RetryDecision.GIVE_UP;
  }

  /**
   * Returns whether a 429 shows that an endpoint is closed to the app. Some endpoints always answer
   * 429 with a short Retry-After if the app has no permission.
   */
  static boolean isClosed(ApiRequest request, RequiredWait throttle) {
    return request.mayBeClosed()
        && !throttle.quotaExceeded()
        && throttle.retryAfter() != null
        && request.waits().size() + 1 >= CLOSED_AFTER
        && request.waits().stream()
                .reduce(Duration.ZERO, Duration::plus)
                .compareTo(CLOSED_AFTER_WAITS)
            >= 0;
  }

  /**
   * Returns whether the failure can be transient, the request is repeatable, and attempts are left.
   */
  static boolean isRetryableFault(AttemptResult result, ApiRequest request) {
    ApiResponse response = result.response();
    boolean isTransient = response == null ? isTransient(result.failure()) : isTransient(response);
    return isTransient && request.isRepeatable() && request.faults() + 1 < MAX_ATTEMPTS;
  }

  /** Returns whether the response is a transient server error. A 429 is not a server error. */
  static boolean isTransient(ApiResponse response) {
    boolean hasRetryAfter = response.status() >= 500 && response.header("Retry-After").isPresent();
    return hasRetryAfter || TRANSIENT_STATUSES.contains(response.status());
  }

  private static boolean isTransient(@Nullable IOException failure) {
    return !(failure instanceof BodyTooLargeException)
        && !(failure instanceof ProxyRefusedException refused && !refused.isTransient())
        && !TransportFailures.isUntrusted(failure)
        && !TransportFailures.isInterrupted(failure);
  }
}
