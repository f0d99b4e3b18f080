package pipeline.doctor;

import java.time.Clock;
import java.util.Optional;
import pipeline.spotify.RefreshToken;
import pipeline.spotify.RefreshTokenStore;
import pipeline.spotify.SpotifyException;

/**
 * A user's consent, for playlists: nothing else needs it, so what is wrong with it is a warning.
 *
 * @param rights who may read its file
 */
public record TokenFileCheck(Check rights, RefreshTokenStore tokens, Clock clock) implements Check {
  @Override
  public Finding look() throws Exception {
    Finding readable = rights.look();
    if (readable.level() != Finding.Level.OK) {
      return readable;
    }
    try {
      Optional<RefreshToken> token = tokens.current();
      Optional<String> warning = token.flatMap(one -> one.warning(clock.instant()));
      return warning
          .map(words -> Finding.warn(words + ".", null))
          .orElseGet(() -> token.isEmpty() ? readable : ok(readable, token.get()));
    } catch (SpotifyException unusable) {
      return Finding.warn(String.valueOf(unusable.getMessage()), null);
    }
  }

  private static Finding ok(Finding readable, RefreshToken token) {
    return Finding.ok(
        readable.what()
            + token.endsAt().map(end -> ", and the consent lasts until " + end).orElse(""));
  }
}
