package pipeline.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A comparison of this machine's clock with a server's clock. */
public final class ClockCheck {
  private static final Duration WARN_OFFSET = Duration.ofSeconds(60);
  private static final Duration FAIL_OFFSET = Duration.ofMinutes(5);

  private ClockCheck() {}

  /**
   * Compares the clocks. The result is a warning if they differ by more than 60 s, and a failure if
   * they differ by more than 5 min.
   *
   * @param serverName the server's name, for the message
   * @param serverTime the server's time in a response that has just arrived, in whole seconds;
   *     empty if the response has no time
   */
  public static CheckResult compare(String serverName, Clock clock, Optional<Instant> serverTime) {
    if (serverTime.isEmpty()) {
      return CheckResult.ok(serverName + " reports no time, so the clocks were not compared");
    }
    Duration offset = Duration.between(serverTime.get(), clock.instant());
    if (offset.abs().compareTo(WARN_OFFSET) <= 0) {
      return CheckResult.ok("the clocks of this machine and of %s agree".formatted(serverName));
    }
    String problem =
        "this machine's clock is %s %s that of %s"
            .formatted(
                format(offset.abs()), offset.isNegative() ? "behind" : "ahead of", serverName);
    String remedy =
        "Synchronize the clock with NTP. The clock determines today's date, and S3 rejects requests"
            + " whose time is off by more than 15 minutes.";
    return offset.abs().compareTo(FAIL_OFFSET) > 0
        ? CheckResult.fail(problem, remedy)
        : CheckResult.warn(problem, remedy);
  }

  private static String format(Duration offset) {
    return offset.toMinutes() < 5 ? offset.toSeconds() + " s" : offset.toMinutes() + " min";
  }
}
