package pipeline.simulator;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Access tokens that carry their own beginning and a check by the seed: any simulator of the same
 * seed knows them, so a job may run on while its simulator is started anew. The check tells true
 * from mistyped, not from forged: there is nothing here to protect, and loading Java's cryptography
 * would cost each simulated task some 40 ms.
 */
final class Tokens {
  enum State {
    GOOD,
    EXPIRED,
    UNKNOWN
  }

  private static final String PREFIX = "BQsim";

  /** Milliseconds of the issue, number of the issue, and four longs of check. */
  private static final int BYTES = 6 * Long.BYTES;

  private final long seed;
  private final Clock clock;
  private final int lifetimeSeconds;
  private final AtomicInteger issued = new AtomicInteger();

  Tokens(long seed, Clock clock, int lifetimeSeconds) {
    this.seed = seed;
    this.clock = clock;
    this.lifetimeSeconds = lifetimeSeconds;
  }

  int lifetimeSeconds() {
    return lifetimeSeconds;
  }

  String issue() {
    byte[] token = token(clock.millis(), issued.incrementAndGet());
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  State check(String token) {
    byte[] bytes = decode(token);
    if (bytes.length != BYTES) {
      return State.UNKNOWN;
    }
    ByteBuffer given = ByteBuffer.wrap(bytes);
    long millis = given.getLong();
    if (!ByteBuffer.wrap(token(millis, given.getLong())).equals(ByteBuffer.wrap(bytes))) {
      return State.UNKNOWN;
    }
    return clock.millis() < millis + 1000L * lifetimeSeconds ? State.GOOD : State.EXPIRED;
  }

  private byte[] token(long millis, long number) {
    ByteBuffer token = ByteBuffer.allocate(BYTES).putLong(millis).putLong(number);
    SplittableRandom check = new SplittableRandom(seed ^ new SplittableRandom(millis).nextLong());
    long salt = new SplittableRandom(number).nextLong();
    while (token.hasRemaining()) {
      token.putLong(check.nextLong() ^ salt);
    }
    return token.array();
  }

  private static byte[] decode(String token) {
    if (!token.startsWith(PREFIX)) {
      return new byte[0];
    }
    try {
      return Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
