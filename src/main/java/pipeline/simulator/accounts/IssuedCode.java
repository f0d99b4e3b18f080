package pipeline.simulator.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An authorization code with the parameters of its request, which a token request must match.
 *
 * @param challenge the PKCE challenge (S256); empty if there is none
 * @param endMillis the time of expiry, in milliseconds since 1970
 */
record IssuedCode(
    String clientId, String redirectUri, String challenge, int scopes, long endMillis) {

  /** Returns Spotify's message if the form does not match; empty if it does. */
  String problem(Map<String, String> form, String client, long nowMillis) {
    if (nowMillis >= endMillis) {
      return "Authorization code expired";
    }
    if (!clientId.equals(client)) {
      return "Invalid authorization code";
    }
    if (!redirectUri.equals(form.getOrDefault("redirect_uri", ""))) {
      return "Invalid redirect URI";
    }
    boolean proven = challenge.isEmpty() || challenge.equals(s256(form.get("code_verifier")));
    return proven ? "" : "code_verifier was incorrect";
  }

  boolean hasPkce() {
    return !challenge.isEmpty();
  }

  private static String s256(@Nullable String verifier) {
    if (verifier == null) {
      return "";
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
