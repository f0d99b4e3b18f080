package pipeline.cli.run;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** A factory of run IDs, which are unique and sort by time. */
final class RunId {
  private RunId() {}

  /**
   * Returns an ID such as {@code 0199f3a1b2c3-5d6e7f8091a2}: milliseconds since 1970 and 48 random
   * bits, both in hexadecimal.
   */
  static String create(Instant now, RandomGenerator random) {
    return "%012x-%012x".formatted(now.toEpochMilli(), random.nextLong() & 0xffff_ffff_ffffL);
  }
}
