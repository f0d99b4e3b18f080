package pipeline.spotify.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.ThreadResults;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;

/**
 * Limits the concurrency and the request rate of all threads, and blocks them until a Retry-After
 * has passed. If the wait exceeds --max-wait, the gate closes for good and all waiting threads
 * fail.
 */
public final class RequestGate implements RetryClassifier.WaitPolicy {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final int maxInFlight;
  private final Duration maxWait;
  private final SlidingWindowBudget window;
  private final ThrottleStreak streak;
  private final RateLimitBlock block;
  private final Clock clock;
  private final RateLimitResponse.RateLimitParser reader;
  private final ConditionWaiter waiter;
  private int inFlight;
  private long epoch;
  private boolean isBlockChecked;
  private @Nullable Instant closedUntil;
  private String closedReason = "";

  public RequestGate(
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
    this.reader = new RateLimitResponse.RateLimitParser(clock);
    this.waiter = waiter;
  }

  /**
   * Waits until a request may be sent.
   *
   * @return a permit that is returned with the response
   */
  public long enter() {
    lock();
    try {
      if (!isBlockChecked) {
        block.checkNotBlocked();
        isBlockChecked = true;
      }
      for (Instant opening = nextOpening(); !isFree(opening); opening = nextOpening()) {
        waitUntil(opening);
      }
      window.record(clock.instant());
      inFlight++;
      return epoch;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a pause of one caller; the end of the run interrupts it. */
  public void pause(Duration wait) {
    lock();
    try {
      Instant until = clock.instant().plus(wait);
      while (clock.instant().isBefore(until)) {
        waitUntil(until);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Reports a request that failed without a response. */
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
   * Reports a response.
   *
   * @throws SpotifyException RATE_LIMITED if it requires a wait beyond --max-wait
   */
  public void leave(ApiRequest call, long ticket, ApiResponse reply) {
    Instant end;
    lock.lock();
    try {
      inFlight--;
      end = endOfRun(call, ticket, reply);
      if (reply.status() < 429 && ticket == epoch) {
        streak.reset();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (end != null) {
      block.save(end);
      throw closedException(end);
    }
  }

  @Override
  public boolean canWait(ApiRequest call, ApiResponse reply) {
    RateLimitResponse throttle = reader.read(reply);
    if (reply.status() != 429) {
      return bearsAlone(throttle);
    }
    lock.lock();
    try {
      return !isClosed(call, reply) && streak.canWait(throttle, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether this 429 shows that the endpoint is closed to the app. */
  boolean isClosed(ApiRequest call, ApiResponse reply) {
    return RetryClassifier.isClosed(call, reader.read(reply));
  }

  private boolean bearsAlone(RateLimitResponse throttle) {
    return throttle.retryAfter() == null || throttle.retryAfter().compareTo(maxWait) <= 0;
  }

  /** Returns the time at which a later run may continue, if the response ends this run. */
  private @Nullable Instant endOfRun(ApiRequest call, long ticket, ApiResponse reply) {
    if (reply.status() == 429) {
      return isClosed(call, reply) ? null : throttled(ticket, reader.read(reply));
    }
    // After a request that must not be repeated, the caller reads back its effect.
    return call.isRepeatable() && RetryClassifier.isTransient(reply) ? unavailable(reply) : null;
  }

  /** Handles a server error with a Retry-After, which applies to all requests. */
  private @Nullable Instant unavailable(ApiResponse reply) {
    Instant now = clock.instant();
    RateLimitResponse pause = reader.read(reply);
    if (pause.retryAfter() == null) {
      return null;
    }
    if (!bearsAlone(pause)) {
      return close(
          pause,
          now,
          "Spotify answers %d and %s, which exceeds --max-wait"
              .formatted(reply.status(), asks(pause.retryAfter())));
    }
    streak.hold(pause.retryAfter(), now);
    return null;
  }

  private static String asks(Duration wait) {
    return "requires a wait of %d s".formatted(wait.toSeconds());
  }

  private @Nullable Instant throttled(long ticket, RateLimitResponse throttle) {
    Instant now = clock.instant();
    if (!streak.canWait(throttle, now)) {
      return close(throttle, now, because(throttle));
    }
    if (ticket == epoch) {
      epoch++;
      window.halve(now);
      streak.add(throttle, now);
    } else {
      streak.extend(throttle, now);
    }
    return null;
  }

  private Instant close(RateLimitResponse throttle, Instant now, String because) {
    Instant end = throttle.endsAfter(now);
    if (closedUntil == null || end.isAfter(closedUntil)) {
      closedUntil = end;
      closedReason = because;
    }
    return closedUntil;
  }

  private String because(RateLimitResponse throttle) {
    if (throttle.quotaExceeded()) {
      return "The quota of the developer's account is exhausted (QUOTA_EXCEEDED)";
    }
    String before = streak.told();
    if (throttle.retryAfter() == null) {
      return "Spotify repeatedly answers 429 without a Retry-After"
          + (before.isEmpty() ? "" : ", after waits of " + before);
    }
    String asks = "Spotify " + asks(throttle.retryAfter());
    return bearsAlone(throttle) && !before.isEmpty()
        ? asks
            + ", after waits of "
            + before
            + " without a success between them: together more than --max-wait"
        : asks + ", which exceeds --max-wait";
  }

  private Instant nextOpening() {
    if (closedUntil != null) {
      throw closedException(closedUntil);
    }
    Instant now = clock.instant();
    Instant budget = window.opensAt(now);
    return streak.reopens().isAfter(budget) ? streak.reopens() : budget;
  }

  private boolean isFree(Instant opening) {
    return inFlight < maxInFlight && !opening.isAfter(clock.instant());
  }

  @SuppressWarnings("WaitNotInLoop") // the caller loops
  private void waitUntil(Instant until) {
    if (closedUntil != null) {
      throw closedException(closedUntil);
    }
    try {
      if (until.isAfter(clock.instant())) {
        waiter.await(changed, until);
      } else {
        changed.await();
      }
    } catch (InterruptedException stop) {
      throw ThreadResults.interruption(stop);
    }
    if (closedUntil != null) {
      throw closedException(closedUntil);
    }
  }

  private SpotifyException closedException(Instant until) {
    return SpotifyException.rateLimited(
        closedReason + "; run again at " + until + " or later.", until);
  }

  private void lock() {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException stop) {
      throw ThreadResults.interruption(stop);
    }
  }
}
