package pipeline.status;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, as people say it: 5 min, 3 h, 12 d. */
final class RelativeAge {
  private RelativeAge() {}

  static String format(Instant instant, Instant now) {
    Duration age = Duration.between(instant, now);
    if (age.toDays() >= 2) {
      return age.toDays() + " d";
    }
    return age.toHours() >= 1 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
  }
}
