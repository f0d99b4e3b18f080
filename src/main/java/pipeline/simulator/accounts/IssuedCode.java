package pipeline.simulator.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * An authorization code with the parameters of the authorization request. The token request must
 * match these parameters.
 *
 * @param challenge the PKCE challenge (S256); empty if there is none
 * @param endMillis the time of expiry, in milliseconds since 1970
 */
record IssuedCode(
    String clientId, String redirectUri, String challenge, int scopes, long endMillis) {

  /**
   * Checks that the code has not expired and that a token request matches the code.
   *
   * @throws OAuthErrorException if a check fails; the message is the same as that of Spotify
   */
  void check(Map<String, String> form, String client, long nowMillis) {
    if (nowMillis >= endMillis) {
      throw OAuthErrorException.invalidGrant("Authorization code expired");
    }
    if (!clientId.equals(client)) {
      throw OAuthErrorException.invalidGrant("Invalid authorization code");
    }
    if (!redirectUri.equals(form.getOrDefault("redirect_uri", ""))) {
      throw OAuthErrorException.invalidGrant("Invalid redirect URI");
    }
    if (hasPkce() && !challenge.equals(s256(form.getOrDefault("code_verifier", "")))) {
      throw OAuthErrorException.invalidGrant("code_verifier was incorrect");
    }
  }

  boolean hasPkce() {
    return !challenge.isEmpty();
  }

  private static String s256(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JVM has no SHA-256", impossible);
    }
  }
}
