package pipeline.spotify.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A proof key for code exchange (RFC 7636, method S256). The key proves to Spotify that an
 * authorization code is redeemed by the program that requested the code.
 *
 * @param verifier the secret, which is sent only when the code is redeemed
 */
public record Pkce(String verifier) {
  private static final int BYTES = 32;

  /**
   * Creates a key.
   *
   * @param random a cryptographically strong generator
   */
  static Pkce create(RandomGenerator random) {
    return new Pkce(randomSecret(random));
  }

  /** Returns 256 random bits as text that needs no encoding in a URL. */
  static String randomSecret(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return base64(bytes);
  }

  /** Returns the hash of the verifier. Unlike the verifier, the hash is public. */
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

  /** Returns a text without the verifier. */
  @Override
  public String toString() {
    return "Pkce[" + challenge() + "]";
  }
}
