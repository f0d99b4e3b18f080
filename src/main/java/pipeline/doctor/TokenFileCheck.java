package pipeline.doctor;

import java.time.Clock;
import java.util.Optional;
import pipeline.spotify.api.RefreshToken;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifyException;

/**
 * A user's consent, for playlists: nothing else needs it, so what is wrong with it is a warning.
 *
 * @param permissionsCheck who may read its file
 */
public record TokenFileCheck(
    HealthCheck permissionsCheck, RefreshTokenStore tokenStore, Clock clock)
    implements HealthCheck {
  @Override
  public CheckResult check() throws Exception {
    CheckResult permissions = permissionsCheck.check();
    if (permissions.level() != CheckResult.CheckLevel.OK) {
      return permissions;
    }
    try {
      Optional<RefreshToken> token = tokenStore.find();
      Optional<String> warning = token.flatMap(one -> one.warning(clock.instant()));
      return warning
          .map(text -> CheckResult.warn(text + ".", null))
          .orElseGet(() -> token.isEmpty() ? permissions : ok(permissions, token.get()));
    } catch (SpotifyException unusable) {
      return CheckResult.warn(String.valueOf(unusable.getMessage()), null);
    }
  }

  private static CheckResult ok(CheckResult permissions, RefreshToken token) {
    return CheckResult.ok(
        permissions.message()
            + token.expiresAt().map(end -> ", and the consent lasts until " + end).orElse(""));
  }
}
