package pipeline.simulator.accounts;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Issues and verifies tokens. A token contains its time of issue, its scopes and a check value that
 * depends on the seed. A token is therefore valid in all simulators with the same seed, even after
 * a restart. The check value detects damaged tokens but not forged ones. A signature is not needed,
 * because the simulator protects nothing, and loading Java's cryptography would add about 40 ms to
 * each simulated task.
 */
final class AccessTokenIssuer {
  enum TokenState {
    VALID,
    EXPIRED,
    UNKNOWN
  }

  /**
   * The state and the content of a token.
   *
   * @param issuedAtMillis the time of issue, in milliseconds since 1970
   * @param scopes the bits of {@link Scopes}
   */
  record TokenCheckResult(TokenState state, long issuedAtMillis, int scopes) {}

  private static final TokenCheckResult UNKNOWN = new TokenCheckResult(TokenState.UNKNOWN, 0, 0);

  /**
   * The length of a token in bytes. A token consists of six longs: one for the time of issue, one
   * for the scopes and a serial number, and four for the check value.
   */
  private static final int BYTES = 6 * Long.BYTES;

  private static final int NUMBER_BITS = 32;

  private final String prefix;
  private final long seed;
  private final Clock clock;
  private final int lifetimeSeconds;
  private final AtomicInteger issued = new AtomicInteger();

  /**
   * @param prefix the text at the beginning of all tokens of this kind
   */
  AccessTokenIssuer(String prefix, long seed, Clock clock, int lifetimeSeconds) {
    this.prefix = prefix;
    this.seed = seed ^ prefix.hashCode();
    this.clock = clock;
    this.lifetimeSeconds = lifetimeSeconds;
  }

  int lifetimeSeconds() {
    return lifetimeSeconds;
  }

  String issue(int scopes) {
    return issue(scopes, clock.millis());
  }

  /**
   * Returns a token with the given time of issue.
   *
   * @param millis the time of issue, in milliseconds since 1970
   */
  String issue(int scopes, long millis) {
    byte[] token = encode(millis, ((long) scopes << NUMBER_BITS) | issued.incrementAndGet());
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  TokenCheckResult verify(String token) {
    byte[] bytes = decode(token);
    if (bytes.length != BYTES) {
      return UNKNOWN;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long millis = buffer.getLong();
    long number = buffer.getLong();
    if (!ByteBuffer.wrap(encode(millis, number)).equals(ByteBuffer.wrap(bytes))) {
      return UNKNOWN;
    }
    boolean isValid = clock.millis() < millis + 1000L * lifetimeSeconds;
    return new TokenCheckResult(
        isValid ? TokenState.VALID : TokenState.EXPIRED, millis, (int) (number >>> NUMBER_BITS));
  }

  private byte[] encode(long millis, long number) {
    ByteBuffer token = ByteBuffer.allocate(BYTES).putLong(millis).putLong(number);
    SplittableRandom check = new SplittableRandom(seed ^ new SplittableRandom(millis).nextLong());
    long salt = new SplittableRandom(number).nextLong();
    while (token.hasRemaining()) {
      token.putLong(check.nextLong() ^ salt);
    }
    return token.array();
  }

  private byte[] decode(String token) {
    if (!token.startsWith(prefix)) {
      return new byte[0];
    }
    try {
      return Base64.getUrlDecoder().decode(token.substring(prefix.length()));
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
