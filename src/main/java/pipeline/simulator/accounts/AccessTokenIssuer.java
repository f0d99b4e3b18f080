package pipeline.simulator.accounts;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tokens that carry their own beginning, their scopes and a check by the seed: any simulator of the
 * same seed knows them, so a job may run on while its simulator is started anew. The check tells
 * true from mistyped, not from forged: there is nothing here to protect, and loading Java's
 * cryptography would cost each simulated task some 40 ms.
 */
public final class AccessTokenIssuer {
  public enum TokenState {
    VALID,
    EXPIRED,
    UNKNOWN
  }

  /**
   * What a token says.
   *
   * @param issuedAtMillis its beginning
   * @param scopes of {@link Scopes}
   */
  public record TokenCheckResult(TokenState state, long issuedAtMillis, int scopes) {}

  private static final TokenCheckResult UNKNOWN = new TokenCheckResult(TokenState.UNKNOWN, 0, 0);

  /** Milliseconds of the issue, number of the issue with the scopes, and four longs of check. */
  private static final int BYTES = 6 * Long.BYTES;

  private static final int NUMBER_BITS = 32;

  private final String prefix;
  private final long seed;
  private final Clock clock;
  private final int lifetimeSeconds;
  private final AtomicInteger issued = new AtomicInteger();

  /**
   * @param prefix tells kinds of tokens apart: one is never good for another
   */
  public AccessTokenIssuer(String prefix, long seed, Clock clock, int lifetimeSeconds) {
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

  /** One that began earlier. */
  String issue(int scopes, long millis) {
    byte[] token = encode(millis, ((long) scopes << NUMBER_BITS) | issued.incrementAndGet());
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  public TokenCheckResult verify(String token) {
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
    boolean good = clock.millis() < millis + 1000L * lifetimeSeconds;
    return new TokenCheckResult(
        good ? TokenState.VALID : TokenState.EXPIRED, millis, (int) (number >>> NUMBER_BITS));
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
