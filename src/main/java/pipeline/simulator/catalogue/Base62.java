package pipeline.simulator.catalogue;

/**
 * A codec that writes 128 bits as 22 characters of base 62, the form of Spotify IDs. It calculates
 * with four parts of 32 bits, because BigInteger would slow down the generation of albums.
 */
final class Base62 {
  private static final int LENGTH = 22;
  private static final String DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final long LOW_32 = 0xFFFFFFFFL;

  private Base62() {}

  static String encode(long high, long low) {
    long[] limbs = {high >>> 32, high & LOW_32, low >>> 32, low & LOW_32};
    char[] text = new char[LENGTH];
    for (int place = LENGTH - 1; place >= 0; place--) {
      long remainder = 0;
      for (int i = 0; i < limbs.length; i++) {
        long value = (remainder << 32) | limbs[i];
        limbs[i] = value / 62;
        remainder = value % 62;
      }
      text[place] = DIGITS.charAt((int) remainder);
    }
    return new String(text);
  }

  /**
   * Returns the high and the low 64 bits. Returns an empty array if the text is not 22 characters
   * of base 62, or if its value exceeds 128 bits.
   */
  static long[] decode(String text) {
    if (!isBase62(text)) {
      return new long[0];
    }
    long[] limbs = new long[4];
    for (int place = 0; place < LENGTH; place++) {
      long carry = DIGITS.indexOf(text.charAt(place));
      for (int i = limbs.length - 1; i >= 0; i--) {
        long value = limbs[i] * 62 + carry;
        limbs[i] = value & LOW_32;
        carry = value >>> 32;
      }
      if (carry != 0) {
        return new long[0];
      }
    }
    return new long[] {(limbs[0] << 32) | limbs[1], (limbs[2] << 32) | limbs[3]};
  }

  static boolean isBase62(String text) {
    return text.length() == LENGTH && text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
  }
}
