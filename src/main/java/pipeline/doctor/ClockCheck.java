package pipeline.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * This machine's clock beside a server's, which tells whole seconds.
 *
 * @param whose the server's name
 * @param told what its clock said just now, with an answer or a refusal
 */
public record ClockCheck(String whose, Clock clock, Supplier<Optional<Instant>> told)
    implements HealthCheck {
  private static final Duration ODD = Duration.ofSeconds(60);
  private static final Duration WRONG = Duration.ofMinutes(5);

  @Override
  public CheckResult look() {
    return told.get().map(this::compare).orElse(CheckResult.ok(whose + " tells no time"));
  }

  private CheckResult compare(Instant server) {
    Duration off = Duration.between(server, clock.instant());
    if (off.abs().compareTo(ODD) <= 0) {
      return CheckResult.ok("this machine's clock and that of %s agree".formatted(whose));
    }
    String what =
        "this machine's clock is %s %s that of %s"
            .formatted(words(off.abs()), off.isNegative() ? "behind" : "ahead of", whose);
    String remedy =
        "Set it, by NTP: which date is today hangs on it, and S3 refuses signatures that are 15"
            + " minutes off.";
    return off.abs().compareTo(WRONG) > 0
        ? CheckResult.fail(what, remedy)
        : CheckResult.warn(what, remedy);
  }

  private static String words(Duration off) {
    return off.toMinutes() < 5 ? off.toSeconds() + " s" : off.toMinutes() + " min";
  }
}
