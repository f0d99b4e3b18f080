package pipeline.simulator;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Refresh tokens: good for 180 days from the user's authorization, renewed or not. */
final class RefreshTokens {
  private static final int LIFETIME_SECONDS = 180 * 24 * 3600;

  private final Tokens tokens;
  private final Renewal renewal;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  RefreshTokens(long seed, Clock clock, Renewal renewal) {
    this.tokens = new Tokens("AQsim", seed, clock, LIFETIME_SECONDS);
    this.renewal = renewal;
  }

  /**
   * What a refresh token is worth.
   *
   * @param successor the token to use from now on; empty where it is the same
   * @param problem why it is worth nothing, in Spotify's words; empty where it is
   */
  record Used(int scopes, String successor, String problem) {}

  String issue(int scopes) {
    return tokens.issue(scopes);
  }

  Used use(String token) {
    Tokens.Checked checked = tokens.check(token);
    String problem =
        switch (checked.state()) {
          case UNKNOWN -> "Invalid refresh token";
          case EXPIRED -> "Refresh token expired";
          case GOOD -> revoked.contains(token) ? "Refresh token revoked" : "";
        };
    boolean rotates = problem.isEmpty() && renewal == Renewal.ROTATE;
    if (rotates && !revoked.add(token)) {
      return new Used(0, "", "Refresh token revoked");
    }
    String successor = rotates ? tokens.issue(checked.scopes(), checked.millis()) : "";
    return new Used(checked.scopes(), successor, problem);
  }
}
