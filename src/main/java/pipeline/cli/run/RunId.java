package pipeline.cli.run;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** Names a run: later ones sort after earlier ones, and no two are the same. */
final class RunId {
  private RunId() {}

  /**
   * As in {@code 0199f3a1b2c3-5d6e7f8091a2}: milliseconds since 1970 and 48 random bits, in hex.
   */
  static String create(Instant now, RandomGenerator random) {
    return "%012x-%012x".formatted(now.toEpochMilli(), random.nextLong() & 0xffff_ffff_ffffL);
  }
}
