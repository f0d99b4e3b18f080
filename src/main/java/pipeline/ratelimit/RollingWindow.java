package pipeline.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The number of requests in the 30 seconds that Spotify's rate limit counts. */
final class RollingWindow {
  private static final Duration LENGTH = Duration.ofSeconds(30);

  private RollingWindow() {}

  /** Returns the number of requests in the 30 seconds that end with the last one. */
  static int countAtEnd(List<Instant> sent) {
    return sent.isEmpty() ? 0 : countEndingAt(sent, sent.size() - 1);
  }

  /** Returns the largest number in any 30 seconds. */
  static int maxCount(List<Instant> sent) {
    int max = 0;
    for (int last = 0; last < sent.size(); last++) {
      max = Math.max(max, countEndingAt(sent, last));
    }
    return max;
  }

  private static int countEndingAt(List<Instant> sent, int last) {
    Instant begin = sent.get(last).minus(LENGTH);
    int count = 0;
    for (int i = last; i >= 0 && sent.get(i).isAfter(begin); i--) {
      count++;
    }
    return count;
  }
}
