package pipeline.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts the requests in a window of 30 seconds, as Spotify's rate limit does. */
final class RollingWindow {
  private static final Duration LENGTH = Duration.ofSeconds(30);

  private RollingWindow() {}

  /**
   * Returns the number of requests in the 30 seconds that end with the last request.
   *
   * @param sent the times of the requests, in ascending order
   */
  static int countAtEnd(List<Instant> sent) {
    return sent.isEmpty() ? 0 : countEndingAt(sent, sent.size() - 1);
  }

  /**
   * Returns the largest number of requests in any 30 seconds.
   *
   * @param sent the times of the requests, in ascending order
   */
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
