package pipeline.simulator.fault;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/** So many requests in any 30 seconds; refused ones do not count. */
public final class RequestQuota {
  private static final long WINDOW_MILLIS = 30_000;

  private final int allowed;
  private final Clock clock;
  private final Deque<Long> taken = new ArrayDeque<>();

  public RequestQuota(int allowed, Clock clock) {
    this.allowed = allowed;
    this.clock = clock;
  }

  /** 0 where the request may pass, otherwise the whole seconds to wait. */
  public synchronized long secondsToWait() {
    if (allowed == 0) {
      return 0;
    }
    long now = clock.millis();
    while (!taken.isEmpty() && taken.getFirst() <= now - WINDOW_MILLIS) {
      taken.removeFirst();
    }
    if (taken.size() < allowed) {
      taken.addLast(now);
      return 0;
    }
    return (taken.getFirst() + WINDOW_MILLIS - now + 999) / 1000;
  }
}
