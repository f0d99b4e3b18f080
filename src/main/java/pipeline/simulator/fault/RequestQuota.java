package pipeline.simulator.fault;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/** So many requests in any 30 seconds; refused ones do not count. */
public final class RequestQuota {
  private static final long WINDOW_MILLIS = 30_000;

  private final int maxRequests;
  private final Clock clock;
  private final Deque<Long> requestTimes = new ArrayDeque<>();

  public RequestQuota(int maxRequests, Clock clock) {
    this.maxRequests = maxRequests;
    this.clock = clock;
  }

  /** 0 where the request may pass, otherwise the whole seconds to wait. */
  public synchronized long secondsToWait() {
    if (maxRequests == 0) {
      return 0;
    }
    long now = clock.millis();
    while (!requestTimes.isEmpty() && requestTimes.getFirst() <= now - WINDOW_MILLIS) {
      requestTimes.removeFirst();
    }
    if (requestTimes.size() < maxRequests) {
      requestTimes.addLast(now);
      return 0;
    }
    return (requestTimes.getFirst() + WINDOW_MILLIS - now + 999) / 1000;
  }
}
