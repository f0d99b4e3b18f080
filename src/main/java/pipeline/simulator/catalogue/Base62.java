package pipeline.simulator.catalogue;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Codec of 128 bits as 22 characters of base 62, the form of Spotify IDs. */
final class Base62 {
  private static final int LENGTH = 22;
  private static final String DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

  private Base62() {}

  static String encode(long high, long low) {
    BigInteger remaining =
        new BigInteger(1, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    char[] text = new char[LENGTH];
    for (int place = LENGTH - 1; place >= 0; place--) {
      BigInteger[] division = remaining.divideAndRemainder(BASE);
      remaining = division[0];
      text[place] = DIGITS.charAt(division[1].intValue());
    }
    return new String(text);
  }

  /**
   * Returns the high and the low half; an empty array if the text is not 22 characters of base 62
   * or exceeds 128 bits.
   */
  static long[] decode(String text) {
    if (!isBase62(text)) {
      return new long[0];
    }
    BigInteger value = BigInteger.ZERO;
    for (int place = 0; place < LENGTH; place++) {
      value = value.multiply(BASE).add(BigInteger.valueOf(DIGITS.indexOf(text.charAt(place))));
    }
    return value.bitLength() > 128
        ? new long[0]
        : new long[] {value.shiftRight(64).longValue(), value.longValue()};
  }

  static boolean isBase62(String text) {
    return text.length() == LENGTH && text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
  }
}
