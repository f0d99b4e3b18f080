package pipeline.simulator.fault;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A maximum number of requests in a rolling window. Refused requests do not count. */
public final class RequestQuota {
  private final int maxRequests;
  private final long windowMillis;
  private final Clock clock;
  private final Deque<Long> requestTimes = new ArrayDeque<>();

  /**
   * @param maxRequests the maximum number of requests in a window; 0 for no limit
   */
  public RequestQuota(int maxRequests, Duration window, Clock clock) {
    this.maxRequests = maxRequests;
    windowMillis = window.toMillis();
    this.clock = clock;
  }

  /**
   * Counts a request and returns 0. If the quota is used up, returns the seconds to wait instead.
   */
  public synchronized long secondsToWait() {
    if (maxRequests == 0) {
      return 0;
    }
    long now = clock.millis();
    while (!requestTimes.isEmpty() && requestTimes.getFirst() <= now - windowMillis) {
      requestTimes.removeFirst();
    }
    if (requestTimes.size() < maxRequests) {
      requestTimes.addLast(now);
      return 0;
    }
    return (requestTimes.getFirst() + windowMillis - now + 999) / 1000;
  }
}
