package pipeline.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How many requests lie in the 30 seconds that Spotify counts by. */
final class RollingWindow {
  private static final Duration LENGTH = Duration.ofSeconds(30);

  private RollingWindow() {}

  /** Requests in the 30 seconds that end with the last one, itself included. */
  static int atEnd(List<Instant> sent) {
    return sent.isEmpty() ? 0 : endingWith(sent, sent.size() - 1);
  }

  /** The most in any 30 seconds. */
  static int busiest(List<Instant> sent) {
    int most = 0;
    for (int last = 0; last < sent.size(); last++) {
      most = Math.max(most, endingWith(sent, last));
    }
    return most;
  }

  private static int endingWith(List<Instant> sent, int last) {
    Instant begin = sent.get(last).minus(LENGTH);
    int count = 0;
    for (int i = last; i >= 0 && sent.get(i).isAfter(begin); i--) {
      count++;
    }
    return count;
  }
}
