package pipeline.simulator.accounts;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pipeline.simulator.options.RefreshTokenPolicy;

/** Issues refresh tokens, which expire 180 days after the user's authorization. */
final class RefreshTokenIssuer {
  private static final int LIFETIME_SECONDS = 180 * 24 * 3600;

  private final AccessTokenIssuer tokens;
  private final RefreshTokenPolicy policy;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  RefreshTokenIssuer(long seed, Clock clock, RefreshTokenPolicy policy) {
    this.tokens = new AccessTokenIssuer("AQsim", seed, clock, LIFETIME_SECONDS);
    this.policy = policy;
  }

  /**
   * The result of using a refresh token.
   *
   * @param newToken the new refresh token; empty if the used token stays valid
   */
  record RefreshTokenUse(int scopes, String newToken) {}

  String issue(int scopes) {
    return tokens.issue(scopes);
  }

  /**
   * Uses a refresh token. With the policy ROTATE, revokes this token and issues a new one.
   *
   * @throws OAuthErrorException if the token is unknown, expired or revoked
   */
  RefreshTokenUse redeem(String token) {
    AccessTokenIssuer.TokenCheckResult checked = tokens.verify(token);
    boolean rotates = policy == RefreshTokenPolicy.ROTATE;
    switch (checked.state()) {
      case UNKNOWN -> throw OAuthErrorException.invalidGrant("Invalid refresh token");
      case EXPIRED -> throw OAuthErrorException.invalidGrant("Refresh token expired");
      case VALID -> {
        if (rotates && !revoked.add(token)) {
          throw OAuthErrorException.invalidGrant("Refresh token revoked");
        }
      }
    }
    return new RefreshTokenUse(
        checked.scopes(), rotates ? tokens.issue(checked.scopes(), checked.issuedAtMillis()) : "");
  }
}
