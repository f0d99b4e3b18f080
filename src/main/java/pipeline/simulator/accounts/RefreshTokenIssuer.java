package pipeline.simulator.accounts;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pipeline.simulator.options.RefreshTokenPolicy;

/** Refresh tokens: good for 180 days from the user's authorization, renewed or not. */
public final class RefreshTokenIssuer {
  private static final int LIFETIME_SECONDS = 180 * 24 * 3600;

  private final AccessTokenIssuer tokens;
  private final RefreshTokenPolicy renewal;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  public RefreshTokenIssuer(long seed, Clock clock, RefreshTokenPolicy renewal) {
    this.tokens = new AccessTokenIssuer("AQsim", seed, clock, LIFETIME_SECONDS);
    this.renewal = renewal;
  }

  /**
   * What a refresh token is worth.
   *
   * @param newToken the token to use from now on; empty where it is the same
   * @param problem why it is worth nothing, in Spotify's words; empty where it is
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
    boolean rotates = problem.isEmpty() && renewal == RefreshTokenPolicy.ROTATE;
    if (rotates && !revoked.add(token)) {
      return new RefreshTokenUse(0, "", "Refresh token revoked");
    }
    String newToken = rotates ? tokens.issue(checked.scopes(), checked.issuedAtMillis()) : "";
    return new RefreshTokenUse(checked.scopes(), newToken, problem);
  }
}
