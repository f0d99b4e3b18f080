package pipeline.doctor;

import java.time.Clock;
import java.util.Optional;
import pipeline.spotify.api.RefreshToken;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifyException;

/**
 * A user's consent, for playlists: nothing else needs it, so what is wrong with it is a warning.
 *
 * @param rights who may read its file
 */
public record TokenFileCheck(HealthCheck rights, RefreshTokenStore tokens, Clock clock)
    implements HealthCheck {
  @Override
  public CheckResult look() throws Exception {
    CheckResult readable = rights.look();
    if (readable.level() != CheckResult.CheckLevel.OK) {
      return readable;
    }
    try {
      Optional<RefreshToken> token = tokens.find();
      Optional<String> warning = token.flatMap(one -> one.warning(clock.instant()));
      return warning
          .map(words -> CheckResult.warn(words + ".", null))
          .orElseGet(() -> token.isEmpty() ? readable : ok(readable, token.get()));
    } catch (SpotifyException unusable) {
      return CheckResult.warn(String.valueOf(unusable.getMessage()), null);
    }
  }

  private static CheckResult ok(CheckResult readable, RefreshToken token) {
    return CheckResult.ok(
        readable.what()
            + token.expiresAt().map(end -> ", and the consent lasts until " + end).orElse(""));
  }
}
