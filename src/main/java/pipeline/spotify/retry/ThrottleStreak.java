package pipeline.spotify.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * 429s in a row, without a success between: until when they close the gate, and how much waiting
 * they have asked for. For use under a lock.
 */
final class ThrottleStreak {
  /** So many waits of different length are told one by one. */
  private static final int TOLD = 8;

  private final Duration maxWait;
  private final Jitter jitter;
  private Instant reopens = Instant.MIN;
  private Duration totalWait = Duration.ZERO;
  private final Map<Long, Integer> waits = new LinkedHashMap<>();
  private int guesses;

  ThrottleStreak(Duration maxWait, Jitter jitter) {
    this.maxWait = maxWait;
    this.jitter = jitter;
  }

  Instant reopens() {
    return reopens;
  }

  /** Whether this wait, with those before it, is one that we have patience for. */
  boolean canWait(RateLimitResponse throttle, Instant now) {
    return !throttle.quotaExceeded()
        && totalWait.plus(additionalWait(wait(throttle), now)).compareTo(maxWait) <= 0;
  }

  /**
   * The waits that are added up, as in "2 × 11 s, 5 s (27 s in all)"; empty where there is none.
   */
  String told() {
    if (waits.isEmpty()) {
      return "";
    }
    String all =
        waits.entrySet().stream()
            .limit(TOLD)
            .map(
                wait -> (wait.getValue() > 1 ? wait.getValue() + " × " : "") + wait.getKey() + " s")
            .collect(Collectors.joining(", "));
    return all + (waits.size() > TOLD ? ", …" : "") + " (" + totalWait.toSeconds() + " s in all)";
  }

  /** Nothing leaves for so long, which is no 429's wait and uses up no patience for those. */
  void hold(Duration wait, Instant now) {
    reopenAfter(wait, now);
  }

  /** A 429 to a request that left while the gate was open. */
  void add(RateLimitResponse throttle, Instant now) {
    Duration wait = wait(throttle);
    if (throttle.retryAfter() == null) {
      guesses++;
    }
    close(wait, now);
  }

  /** A 429 to a request that left before the last 429 closed the gate: one burst, one lesson. */
  void extend(RateLimitResponse throttle, Instant now) {
    if (throttle.retryAfter() != null) {
      close(throttle.retryAfter(), now);
    }
  }

  void reset() {
    totalWait = Duration.ZERO;
    waits.clear();
    guesses = 0;
  }

  private void close(Duration wait, Instant now) {
    Duration more = additionalWait(wait, now);
    totalWait = totalWait.plus(more);
    if (more.toSeconds() > 0) {
      waits.merge(more.toSeconds(), 1, Integer::sum);
    }
    reopenAfter(wait, now);
  }

  private void reopenAfter(Duration wait, Instant now) {
    Duration spread = min(wait.dividedBy(10).plusMillis(250), Duration.ofSeconds(5));
    Instant until = now.plus(jitter.lengthen(wait, spread));
    reopens = until.isAfter(reopens) ? until : reopens;
  }

  /** By how much the wait is longer than what is already waited for. */
  private Duration additionalWait(Duration wait, Instant now) {
    Instant from = reopens.isAfter(now) ? reopens : now;
    Duration extra = Duration.between(from, now.plus(wait));
    return extra.isNegative() ? Duration.ZERO : extra;
  }

  /** Where Spotify names none: 1, 2, 4 … seconds. */
  private Duration wait(RateLimitResponse throttle) {
    return throttle.retryAfter() == null
        ? Duration.ofSeconds(1L << Math.min(guesses, 20))
        : throttle.retryAfter();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
