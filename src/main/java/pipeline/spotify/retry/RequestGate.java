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
 * The one place where every thread waits: for a free slot, for the budget, for the end of a pause
 * that Spotify asked for. After a 429 nothing leaves until that pause is over; where it is longer
 * than our patience the gate closes for good, and all who wait end at once.
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
   * Waits until a request may leave.
   *
   * @return a pass to give back with its reply
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

  /** A pause of one caller's own; the end of the run ends it. */
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

  /** A request failed without a reply. */
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
   * A request came back.
   *
   * @throws SpotifyException RATE_LIMITED where it asks for more patience than we have
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

  /** Whether this 429 is the last of those that mean that the endpoint is closed to the app. */
  boolean isClosed(ApiRequest call, ApiResponse reply) {
    return RetryClassifier.isClosed(call, reader.read(reply));
  }

  private boolean bearsAlone(RateLimitResponse throttle) {
    return throttle.retryAfter() == null || throttle.retryAfter().compareTo(maxWait) <= 0;
  }

  /** When the run ends for what a reply asks for: the moment to come back. */
  private @Nullable Instant endOfRun(ApiRequest call, long ticket, ApiResponse reply) {
    if (reply.status() == 429) {
      return isClosed(call, reply) ? null : throttled(ticket, reader.read(reply));
    }
    // After a request that must not be repeated, the caller reads back what it has done.
    return call.isRepeatable() && RetryClassifier.isTransient(reply) ? unavailable(reply) : null;
  }

  /** Trouble of Spotify's, which may name a time for its end: that of all requests. */
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
          "Spotify answers %d and %s, more than --max-wait bears"
              .formatted(reply.status(), asks(pause.retryAfter())));
    }
    streak.hold(pause.retryAfter(), now);
    return null;
  }

  private static String asks(Duration wait) {
    return "asks to wait %d s".formatted(wait.toSeconds());
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
      return "The quota of the developer's account is used up (QUOTA_EXCEEDED)";
    }
    String before = streak.told();
    if (throttle.retryAfter() == null) {
      return "Spotify keeps answering 429, naming no time to wait"
          + (before.isEmpty() ? "" : ", after waits of " + before);
    }
    String asks = "Spotify " + asks(throttle.retryAfter());
    return bearsAlone(throttle) && !before.isEmpty()
        ? asks
            + ", after waits of "
            + before
            + " with no success between them: together more than --max-wait bears"
        : asks + ", more than --max-wait bears";
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

  @SuppressWarnings("WaitNotInLoop") // who calls it does so in a loop
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
        closedReason + ". Run again at " + until + " or later.", until);
  }

  private void lock() {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException stop) {
      throw ThreadResults.interruption(stop);
    }
  }
}
