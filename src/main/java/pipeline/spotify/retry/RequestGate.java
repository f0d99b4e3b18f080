package pipeline.spotify.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.TransportFailures;

/**
 * The one place where every thread waits: for a free slot, for the budget, for the end of a pause
 * that Spotify asked for. After a 429 nothing leaves until that pause is over; where it is longer
 * than our patience the gate closes for good, and all who wait end at once.
 */
public final class RequestGate implements RetryClassifier.WaitPolicy {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final int slots;
  private final Duration maxWait;
  private final SlidingWindowBudget window;
  private final ThrottleStreak streak;
  private final RateLimitBlock block;
  private final Clock clock;
  private final RateLimitResponse.RateLimitParser reader;
  private final Waiter sleeper;
  private int inFlight;
  private long closings;
  private boolean checked;
  private @Nullable Instant closedUntil;
  private String closedBecause = "";

  public RequestGate(
      SpotifySettings settings, RateLimitBlock block, Clock clock, Jitter jitter, Waiter sleeper) {
    this.slots = settings.maxInFlight();
    this.maxWait = settings.maxWait();
    this.window = new SlidingWindowBudget(settings.requestsPer30s());
    this.streak = new ThrottleStreak(settings.maxWait(), jitter);
    this.block = block;
    this.clock = clock;
    this.reader = new RateLimitResponse.RateLimitParser(clock);
    this.sleeper = sleeper;
  }

  /**
   * Waits until a request may leave.
   *
   * @return a pass to give back with its reply
   */
  public long enter() {
    lock();
    try {
      if (!checked) {
        block.refuse();
        checked = true;
      }
      for (Instant opens = opens(); !free(opens); opens = opens()) {
        waitFor(opens);
      }
      window.take(clock.instant());
      inFlight++;
      return closings;
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
        waitFor(until);
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
  public void leave(long pass, ApiResponse reply) {
    Instant end;
    lock.lock();
    try {
      inFlight--;
      end = endOfRun(pass, reply);
      if (reply.status() < 429 && pass == closings) {
        streak.success();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (end != null) {
      block.remember(end);
      throw closed(end);
    }
  }

  @Override
  public boolean bears(ApiRequest call, ApiResponse reply) {
    RateLimitResponse throttle = reader.read(reply);
    if (reply.status() != 429) {
      return bearsAlone(throttle);
    }
    lock.lock();
    try {
      return !isClosed(call, reply) && streak.bears(throttle, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  /** Whether this 429 is the last of those that mean that the endpoint is closed to the app. */
  boolean isClosed(ApiRequest call, ApiResponse reply) {
    return RetryClassifier.isClosed(call, reader.read(reply));
  }

  private boolean bearsAlone(RateLimitResponse throttle) {
    return throttle.asked() == null || throttle.asked().compareTo(maxWait) <= 0;
  }

  /** When the run ends for what a reply asks for: the moment to come back. */
  private @Nullable Instant endOfRun(long pass, ApiResponse reply) {
    if (reply.status() == 429) {
      return throttled(pass, reader.read(reply));
    }
    return RetryClassifier.passing(reply) ? unavailable(reply) : null;
  }

  /** Trouble of Spotify's, which may name a time for its end: that of all requests. */
  private @Nullable Instant unavailable(ApiResponse reply) {
    Instant now = clock.instant();
    RateLimitResponse pause = reader.read(reply);
    if (pause.asked() == null) {
      return null;
    }
    if (!bearsAlone(pause)) {
      return close(
          pause,
          now,
          "Spotify answers %d and %s, more than --max-wait bears"
              .formatted(reply.status(), asks(pause.asked())));
    }
    streak.hold(pause.asked(), now);
    return null;
  }

  private static String asks(Duration wait) {
    return "asks to wait %d s".formatted(wait.toSeconds());
  }

  private @Nullable Instant throttled(long pass, RateLimitResponse throttle) {
    Instant now = clock.instant();
    if (!streak.bears(throttle, now)) {
      return close(throttle, now, because(throttle));
    }
    if (pass == closings) {
      closings++;
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
      closedBecause = because;
    }
    return closedUntil;
  }

  private String because(RateLimitResponse throttle) {
    if (throttle.quotaExceeded()) {
      return "The quota of the developer's account is used up (QUOTA_EXCEEDED)";
    }
    String before = streak.told();
    if (throttle.asked() == null) {
      return "Spotify keeps answering 429, naming no time to wait"
          + (before.isEmpty() ? "" : ", after waits of " + before);
    }
    String asks = "Spotify " + asks(throttle.asked());
    return bearsAlone(throttle) && !before.isEmpty()
        ? asks
            + ", after waits of "
            + before
            + " with no success between them: together more than --max-wait bears"
        : asks + ", more than --max-wait bears";
  }

  private Instant opens() {
    if (closedUntil != null) {
      throw closed(closedUntil);
    }
    Instant now = clock.instant();
    Instant budget = window.opensAt(now);
    return streak.reopens().isAfter(budget) ? streak.reopens() : budget;
  }

  private boolean free(Instant opens) {
    return inFlight < slots && !opens.isAfter(clock.instant());
  }

  @SuppressWarnings("WaitNotInLoop") // who calls it does so in a loop
  private void waitFor(Instant until) {
    if (closedUntil != null) {
      throw closed(closedUntil);
    }
    try {
      if (until.isAfter(clock.instant())) {
        sleeper.await(changed, until);
      } else {
        changed.await();
      }
    } catch (InterruptedException stop) {
      throw TransportFailures.interruption(stop);
    }
    if (closedUntil != null) {
      throw closed(closedUntil);
    }
  }

  private SpotifyException closed(Instant until) {
    return SpotifyException.rateLimited(
        closedBecause + ". Run again at " + until + " or later.", until);
  }

  private void lock() {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException stop) {
      throw TransportFailures.interruption(stop);
    }
  }
}
