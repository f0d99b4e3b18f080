package pipeline.spotify.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * Proof that who redeems a code is who asked for it (RFC 7636, S256).
 *
 * @param verifier the secret, told only when the code is redeemed
 */
public record Pkce(String verifier) {
  private static final int BYTES = 32;

  /**
   * @param random one that cannot be guessed
   */
  static Pkce create(RandomGenerator random) {
    return new Pkce(randomSecret(random));
  }

  /** 256 bits, as text that needs no encoding in a URL. */
  static String randomSecret(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return base64(bytes);
  }

  /** What may be shown: the hash of the verifier. */
  String challenge() {
    try {
      byte[] ascii = verifier.getBytes(StandardCharsets.US_ASCII);
      return base64(MessageDigest.getInstance("SHA-256").digest(ascii));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Without the verifier. */
  @Override
  public String toString() {
    return "Pkce[" + challenge() + "]";
  }
}
