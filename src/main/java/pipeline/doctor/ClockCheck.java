package pipeline.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * This machine's clock beside a server's, which tells whole seconds.
 *
 * @param serverName the server's name
 * @param serverTime what its clock said just now, with an answer or a refusal
 */
public record ClockCheck(String serverName, Clock clock, Supplier<Optional<Instant>> serverTime)
    implements HealthCheck {
  private static final Duration WARN_OFFSET = Duration.ofSeconds(60);
  private static final Duration FAIL_OFFSET = Duration.ofMinutes(5);

  @Override
  public CheckResult check() {
    return serverTime
        .get()
        .map(this::compare)
        .orElse(CheckResult.ok(serverName + " tells no time"));
  }

  private CheckResult compare(Instant server) {
    Duration offset = Duration.between(server, clock.instant());
    if (offset.abs().compareTo(WARN_OFFSET) <= 0) {
      return CheckResult.ok("this machine's clock and that of %s agree".formatted(serverName));
    }
    String problem =
        "this machine's clock is %s %s that of %s"
            .formatted(
                format(offset.abs()), offset.isNegative() ? "behind" : "ahead of", serverName);
    String remedy =
        "Set it, by NTP: which date is today hangs on it, and S3 refuses signatures that are 15"
            + " minutes off.";
    return offset.abs().compareTo(FAIL_OFFSET) > 0
        ? CheckResult.fail(problem, remedy)
        : CheckResult.warn(problem, remedy);
  }

  private static String format(Duration offset) {
    return offset.toMinutes() < 5 ? offset.toSeconds() + " s" : offset.toMinutes() + " min";
  }
}
