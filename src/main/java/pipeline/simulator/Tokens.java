package pipeline.simulator;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Access tokens that carry their own beginning, signed: any simulator of the same seed knows them,
 * so a job may run on while its simulator is started anew.
 */
final class Tokens {
  enum State {
    GOOD,
    EXPIRED,
    UNKNOWN
  }

  private static final String PREFIX = "BQsim";
  private static final int SIGNED = 12;
  private static final int SIGNATURE = 32;

  private final SecretKeySpec key;
  private final Clock clock;
  private final int lifetimeSeconds;
  private final AtomicInteger issued = new AtomicInteger();

  Tokens(long seed, Clock clock, int lifetimeSeconds) {
    key = new SecretKeySpec(ByteBuffer.allocate(8).putLong(seed).array(), "HmacSHA256");
    this.clock = clock;
    this.lifetimeSeconds = lifetimeSeconds;
  }

  int lifetimeSeconds() {
    return lifetimeSeconds;
  }

  String issue() {
    ByteBuffer token = ByteBuffer.allocate(SIGNED + SIGNATURE);
    token.putLong(clock.millis()).putInt(issued.incrementAndGet());
    token.put(sign(Arrays.copyOf(token.array(), SIGNED)));
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  State check(String token) {
    byte[] bytes = decode(token);
    if (bytes.length != SIGNED + SIGNATURE) {
      return State.UNKNOWN;
    }
    byte[] signature = Arrays.copyOfRange(bytes, SIGNED, bytes.length);
    if (!Arrays.equals(sign(Arrays.copyOf(bytes, SIGNED)), signature)) {
      return State.UNKNOWN;
    }
    long end = ByteBuffer.wrap(bytes).getLong() + 1000L * lifetimeSeconds;
    return clock.millis() < end ? State.GOOD : State.EXPIRED;
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

  private byte[] sign(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has HmacSHA256", missing);
    }
  }
}
