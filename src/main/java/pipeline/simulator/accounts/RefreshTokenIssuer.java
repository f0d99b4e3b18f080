package pipeline.simulator.accounts;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pipeline.simulator.options.RefreshTokenPolicy;

/** Issues refresh tokens, which expire 180 days after the user's authorization. */
public final class RefreshTokenIssuer {
  private static final int LIFETIME_SECONDS = 180 * 24 * 3600;

  private final AccessTokenIssuer tokens;
  private final RefreshTokenPolicy policy;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  public RefreshTokenIssuer(long seed, Clock clock, RefreshTokenPolicy policy) {
    this.tokens = new AccessTokenIssuer("AQsim", seed, clock, LIFETIME_SECONDS);
    this.policy = policy;
  }

  /**
   * The result of using a refresh token.
   *
   * @param newToken the new refresh token; empty if the old one stays valid
   * @param problem Spotify's message if the token is invalid; empty if it is valid
   */
  record RefreshTokenUse(int scopes, String newToken, String problem) {}

  public String issue(int scopes) {
    return tokens.issue(scopes);
  }

  RefreshTokenUse redeem(String token) {
    AccessTokenIssuer.TokenCheckResult checked = tokens.verify(token);
    String problem =
        switch (checked.state()) {
          case UNKNOWN -> "Invalid refresh token";
          case EXPIRED -> "Refresh token expired";
          case VALID -> revoked.contains(token) ? "Refresh token revoked" : "";
        };
    boolean rotates = problem.isEmpty() && policy == RefreshTokenPolicy.ROTATE;
    if (rotates && !revoked.add(token)) {
      return new RefreshTokenUse(0, "", "Refresh token revoked");
    }
    String newToken = rotates ? tokens.issue(checked.scopes(), checked.issuedAtMillis()) : "";
    return new RefreshTokenUse(checked.scopes(), newToken, problem);
  }
}
