package pipeline.spotify.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The number of requests allowed in a rolling 30 seconds. A 429 halves the number, but not to less
 * than 4. After every 30 seconds without a 429, the number increases by a tenth, up to its initial
 * value. An instance is not thread-safe, so the caller must hold a lock.
 */
final class SlidingWindowBudget {
  static final Duration LENGTH = Duration.ofSeconds(30);
  private static final double MIN_ALLOWED = 4;

  private final int maxRequests;
  private final Deque<Instant> sent = new ArrayDeque<>();
  private double allowed;
  private Instant changed = Instant.MIN;

  /**
   * Creates a budget.
   *
   * @param maxRequests the number of requests; 0 for no limit
   */
  SlidingWindowBudget(int maxRequests) {
    this.maxRequests = maxRequests;
    this.allowed = maxRequests;
  }

  /** Returns the earliest time at which the budget permits another request. */
  Instant opensAt(Instant now) {
    if (maxRequests == 0) {
      return now;
    }
    grow(now);
    while (!sent.isEmpty() && !sent.getFirst().plus(LENGTH).isAfter(now)) {
      sent.removeFirst();
    }
    int excess = sent.size() - (int) allowed;
    if (excess < 0) {
      return now;
    }
    return sent.stream().skip(excess).findFirst().orElse(now).plus(LENGTH);
  }

  void record(Instant now) {
    if (maxRequests > 0) {
      sent.addLast(now);
    }
  }

  void halve(Instant now) {
    allowed = Math.min(maxRequests, Math.max(MIN_ALLOWED, allowed / 2));
    changed = now;
  }

  /** Returns the current number of requests per 30 seconds. */
  int allowed() {
    return (int) allowed;
  }

  private void grow(Instant now) {
    while (allowed < maxRequests && !changed.plus(LENGTH).isAfter(now)) {
      allowed = Math.min(maxRequests, allowed * 1.1);
      changed = changed.plus(LENGTH);
    }
  }
}
