package pipeline.spotify.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.InterruptibleWaits;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;

/**
 * Limits the concurrency and the request rate of all threads, and blocks the threads until a
 * Retry-After has passed. If Spotify requires longer waits than --max-wait allows, the gate closes
 * for the rest of the run. All waiting threads then fail.
 */
public final class RateLimitGate implements RetryClassifier.WaitPolicy {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final int maxInFlight;
  private final Duration maxWait;
  private final SlidingWindowBudget window;
  private final ThrottleStreak streak;
  private final RateLimitBlock block;
  private final Clock clock;
  private final ConditionWaiter waiter;
  private int inFlight;
  private long epoch;
  private boolean isBlockChecked;
  private @Nullable Instant closedUntil;
  private String closedReason = "";

  public RateLimitGate(
      SpotifySettings settings,
      RateLimitBlock block,
      Clock clock,
      Jitter jitter,
      ConditionWaiter waiter) {
    this.maxInFlight = settings.maxInFlight();
    this.maxWait = settings.maxWait();
    this.window = new SlidingWindowBudget(settings.requestsPer30s());
    this.streak = new ThrottleStreak(settings.maxWait(), jitter);
    this.block = block;
    this.clock = clock;
    this.waiter = waiter;
  }

  /**
   * Waits until a request may be sent.
   *
   * @return the current epoch, a number that increases when a 429 starts a new wait. The caller
   *     must pass it to {@link #leave(ApiRequest, long, ApiResponse)}
   */
  public long enter() {
    InterruptibleWaits.lock(lock);
    try {
      if (!isBlockChecked) {
        block.checkNotBlocked("run again after that time, or use --ignore-block");
        isBlockChecked = true;
      }
      for (Instant opening = nextOpening(); !isFree(opening); opening = nextOpening()) {
        // While the maximum is in flight, only the end of a request permits another request.
        await(inFlight < maxInFlight ? opening : null);
      }
      window.record(clock.instant());
      inFlight++;
      return epoch;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the given time.
   *
   * @throws SpotifyException INTERRUPTED if the thread is interrupted; RATE_LIMITED if the gate has
   *     closed
   */
  public void pause(Duration wait) {
    InterruptibleWaits.lock(lock);
    try {
      Instant until = clock.instant().plus(wait);
      while (clock.instant().isBefore(until)) {
        await(until);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Records the end of a request that failed without a response. */
  void leave() {
    lock.lock();
    try {
      inFlight--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Records the response to a request.
   *
   * @param sentIn the epoch that {@link #enter} returned for the request
   * @throws SpotifyException RATE_LIMITED if the required wait, or the sum of the waits, exceeds
   *     --max-wait, or if the quota is exhausted
   */
  public void leave(ApiRequest request, long sentIn, ApiResponse response) {
    Instant end;
    lock.lock();
    try {
      inFlight--;
      end = endOfRun(request, sentIn, response);
      if (response.status() < 429 && sentIn == epoch) {
        streak.reset();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (end != null) {
      throw closedException(end);
    }
  }

  @Override
  public boolean canWait(ApiRequest request, @Nullable ApiResponse response) {
    if (response == null) {
      return true;
    }
    RequiredWait throttle = parse(response);
    if (response.status() != 429) {
      return isWithinMaxWait(throttle);
    }
    lock.lock();
    try {
      return !isClosed(request, response) && streak.canWait(throttle, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether a 429 response means that the endpoint is closed to the app. */
  boolean isClosed(ApiRequest request, ApiResponse response) {
    return RetryClassifier.isClosed(request, parse(response));
  }

  /** Returns the Retry-After of a response; zero if it has none. */
  Duration requiredWait(ApiResponse response) {
    return Objects.requireNonNullElse(parse(response).retryAfter(), Duration.ZERO);
  }

  private RequiredWait parse(ApiResponse response) {
    return RequiredWait.parse(response, clock.instant());
  }

  private boolean isWithinMaxWait(RequiredWait throttle) {
    return throttle.retryAfter() == null || throttle.retryAfter().compareTo(maxWait) <= 0;
  }

  /**
   * Records a 429 or a server error. If the run must end because the wait is too long or the quota
   * is exhausted, returns the end of the wait; otherwise null.
   */
  private @Nullable Instant endOfRun(ApiRequest request, long sentIn, ApiResponse response) {
    if (response.status() == 429) {
      return isClosed(request, response) ? null : addThrottle(sentIn, parse(response));
    }
    // A server error causes no wait if the request must not be repeated. In that case, the caller
    // must find out whether the request took effect.
    return request.isRepeatable() && RetryClassifier.isTransient(response)
        ? pauseFor(response)
        : null;
  }

  /**
   * After a server error, blocks all requests until the Retry-After has passed. If the run must end
   * because the wait is too long, returns the end of the wait; otherwise null.
   */
  private @Nullable Instant pauseFor(ApiResponse response) {
    Instant now = clock.instant();
    RequiredWait pause = parse(response);
    if (pause.retryAfter() == null) {
      return null;
    }
    if (!isWithinMaxWait(pause)) {
      return close(
          pause,
          now,
          "Spotify answers %d and %s, which exceeds --max-wait"
              .formatted(response.status(), formatWait(pause.retryAfter())));
    }
    streak.reopenAfter(pause.retryAfter(), now);
    return null;
  }

  private static String formatWait(Duration wait) {
    return "requires a wait of %d s".formatted(wait.toSeconds());
  }

  private @Nullable Instant addThrottle(long sentIn, RequiredWait throttle) {
    Instant now = clock.instant();
    if (!streak.canWait(throttle, now)) {
      return close(throttle, now, closeReason(throttle));
    }
    if (sentIn == epoch) {
      epoch++;
      window.halve(now);
      streak.add(throttle, now);
    } else {
      streak.extend(throttle, now);
    }
    return null;
  }

  private Instant close(RequiredWait throttle, Instant now, String reason) {
    Instant end = throttle.endsAfter(now);
    if (closedUntil == null || end.isAfter(closedUntil)) {
      closedUntil = end;
      closedReason = reason;
      // Store the block while holding the lock, before another thread fails and ends the run.
      block.save(end);
    }
    return closedUntil;
  }

  private String closeReason(RequiredWait throttle) {
    if (throttle.quotaExceeded()) {
      return "the quota of the developer's account is exhausted (QUOTA_EXCEEDED)";
    }
    String earlierWaits = streak.describe();
    if (throttle.retryAfter() == null) {
      return "the sum of the waits exceeds --max-wait: Spotify answers 429 without a Retry-After"
          + (earlierWaits.isEmpty() ? "" : ", after waits of " + earlierWaits);
    }
    String required = "Spotify " + formatWait(throttle.retryAfter());
    return isWithinMaxWait(throttle) && !earlierWaits.isEmpty()
        ? "the sum of the waits exceeds --max-wait: %s, after waits of %s without a success between them"
            .formatted(required, earlierWaits)
        : required + ", which exceeds --max-wait";
  }

  private Instant nextOpening() {
    checkNotClosed();
    Instant now = clock.instant();
    Instant budget = window.opensAt(now);
    return streak.reopens().isAfter(budget) ? streak.reopens() : budget;
  }

  private boolean isFree(Instant opening) {
    return inFlight < maxInFlight && !opening.isAfter(clock.instant());
  }

  /** Waits for a change, at most until the time; null for no limit. */
  @SuppressWarnings("WaitNotInLoop") // the caller waits in a loop
  private void await(@Nullable Instant until) {
    checkNotClosed();
    try {
      if (until == null) {
        changed.await();
      } else {
        waiter.await(changed, until);
      }
    } catch (InterruptedException stop) {
      throw InterruptibleWaits.interruption(stop);
    }
    checkNotClosed();
  }

  private void checkNotClosed() {
    if (closedUntil != null) {
      throw closedException(closedUntil);
    }
  }

  private SpotifyException closedException(Instant until) {
    return SpotifyException.rateLimited(
        closedReason + "; run again at " + until + " or later", until);
  }
}
