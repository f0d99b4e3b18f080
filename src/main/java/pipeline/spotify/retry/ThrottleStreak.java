package pipeline.spotify.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A series of 429s. The series ends when a request that was sent after the last 429 has a response
 * whose status is below 429. The series determines when the {@link RateLimitGate} reopens, and how
 * long the waits are in total. An instance is not thread-safe, so the caller must hold a lock.
 */
final class ThrottleStreak {
  /** The maximum number of different waits that a message lists. */
  private static final int MAX_LISTED = 8;

  private final Duration maxWait;
  private final Jitter jitter;
  private Instant reopens = Instant.MIN;
  private Duration totalWait = Duration.ZERO;
  private final Map<Long, Integer> waits = new LinkedHashMap<>();
  private int withoutRetryAfter;

  ThrottleStreak(Duration maxWait, Jitter jitter) {
    this.maxWait = maxWait;
    this.jitter = jitter;
  }

  Instant reopens() {
    return reopens;
  }

  /**
   * Returns whether the sum of the required wait and the earlier waits is within --max-wait.
   * Returns false if the quota is exhausted.
   */
  boolean canWait(RequiredWait throttle, Instant now) {
    return !throttle.quotaExceeded()
        && totalWait.plus(additionalWait(wait(throttle), now)).compareTo(maxWait) <= 0;
  }

  /**
   * Returns the waits as a text, such as "2 × 11 s, 5 s (27 s in total)"; empty if there are none.
   */
  String describe() {
    if (waits.isEmpty()) {
      return "";
    }
    String all =
        waits.entrySet().stream()
            .limit(MAX_LISTED)
            .map(
                wait -> (wait.getValue() > 1 ? wait.getValue() + " × " : "") + wait.getKey() + " s")
            .collect(Collectors.joining(", "));
    return all
        + (waits.size() > MAX_LISTED ? ", …" : "")
        + " ("
        + totalWait.toSeconds()
        + " s in total)";
  }

  /**
   * Adds a 429 to the series. The request of this 429 was sent after the previous 429 had been
   * received.
   */
  void add(RequiredWait throttle, Instant now) {
    close(wait(throttle), now);
    if (throttle.retryAfter() == null) {
      withoutRetryAfter++;
    }
  }

  /**
   * Extends the current wait if the Retry-After of a 429 ends later. The request of this 429 was
   * sent before the previous 429 had been received. A 429 without a Retry-After has no effect.
   */
  void extend(RequiredWait throttle, Instant now) {
    if (throttle.retryAfter() != null) {
      close(throttle.retryAfter(), now);
    }
  }

  void reset() {
    totalWait = Duration.ZERO;
    waits.clear();
    withoutRetryAfter = 0;
  }

  private void close(Duration wait, Instant now) {
    Duration more = additionalWait(wait, now);
    totalWait = totalWait.plus(more);
    if (more.toSeconds() > 0) {
      waits.merge(more.toSeconds(), 1, Integer::sum);
    }
    reopenAfter(wait, now);
  }

  /** Keeps the gate closed for a wait, without adding the wait to the total wait of the series. */
  void reopenAfter(Duration wait, Instant now) {
    Duration spread = Duration.ofMillis(Math.min(wait.toMillis() / 10 + 250, 5000));
    Instant until = now.plus(jitter.lengthen(wait, spread));
    reopens = until.isAfter(reopens) ? until : reopens;
  }

  /** Returns how much longer a wait is than the rest of the current one; zero if it is shorter. */
  private Duration additionalWait(Duration wait, Instant now) {
    Instant from = reopens.isAfter(now) ? reopens : now;
    Duration extra = Duration.between(from, now.plus(wait));
    return extra.isNegative() ? Duration.ZERO : extra;
  }

  /**
   * Returns the Retry-After. Without a Retry-After, returns a wait that doubles with each 429: 1,
   * 2, 4 … seconds.
   */
  private Duration wait(RequiredWait throttle) {
    return throttle.retryAfter() == null
        ? Duration.ofSeconds(1L << Math.min(withoutRetryAfter, 20))
        : throttle.retryAfter();
  }
}
