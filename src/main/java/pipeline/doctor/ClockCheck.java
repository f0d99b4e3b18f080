package pipeline.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This machine's clock beside a server's, which tells whole seconds.
 *
 * @param whose the server's name
 * @param ask has the server answer something, or refuse
 * @param told what its clock said with that
 */
public record ClockCheck(String whose, Clock clock, Runnable ask, Supplier<Optional<Instant>> told)
    implements Check {
  private static final Duration ODD = Duration.ofSeconds(60);
  private static final Duration WRONG = Duration.ofMinutes(5);

  @Override
  public Finding look() {
    Instant before = clock.instant();
    RuntimeException refused = refusal();
    Instant after = clock.instant();
    Optional<Instant> server = told.get();
    if (server.isEmpty()) {
      if (refused != null) {
        throw refused;
      }
      return Finding.ok(whose + " tells no time");
    }
    return compare(before, after, server.get());
  }

  private @Nullable RuntimeException refusal() {
    try {
      ask.run();
      return null;
    } catch (RuntimeException refused) {
      return refused;
    }
  }

  /** The answer may have been under way for all of the time that it took. */
  private Finding compare(Instant before, Instant after, Instant server) {
    Duration off = Duration.ZERO;
    if (server.plusSeconds(1).isBefore(before)) {
      off = Duration.between(server.plusSeconds(1), before);
    } else if (server.isAfter(after)) {
      off = Duration.between(server, after);
    }
    if (off.abs().compareTo(ODD) <= 0) {
      return Finding.ok("this machine's clock and that of %s agree".formatted(whose));
    }
    String what =
        "this machine's clock is %s %s that of %s"
            .formatted(words(off.abs()), off.isNegative() ? "behind" : "ahead of", whose);
    String remedy =
        "Set it, by NTP: which date is today hangs on it, and S3 refuses signatures that are 15"
            + " minutes off.";
    return off.abs().compareTo(WRONG) > 0 ? Finding.fail(what, remedy) : Finding.warn(what, remedy);
  }

  private static String words(Duration off) {
    return off.toMinutes() < 5 ? off.toSeconds() + " s" : off.toMinutes() + " min";
  }
}
