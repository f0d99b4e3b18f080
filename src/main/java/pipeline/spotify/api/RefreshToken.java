package pipeline.spotify.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth refresh token: the app may act for the user who gave consent.
 *
 * @param authorizedAt the time of the consent; null if not known
 */
public record RefreshToken(String secret, @Nullable Instant authorizedAt) {
  private static final Duration LIFETIME = Duration.ofDays(180);
  private static final Duration WARNING_PERIOD = Duration.ofDays(14);

  /** Returns the end of the consent, which a renewed token does not change; empty if not known. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(authorizedAt).map(at -> at.plus(LIFETIME));
  }

  /** Returns a warning during the last 14 days of the consent. */
  public Optional<String> warning(Instant now) {
    return expiresAt()
        .filter(end -> now.isAfter(end.minus(WARNING_PERIOD)))
        .map(end -> "the user's consent ends at %s; run pipeline authorize before".formatted(end));
  }

  public RefreshToken withSecret(String newSecret) {
    return new RefreshToken(newSecret, authorizedAt);
  }

  /** Returns a text without the secret. */
  @Override
  public String toString() {
    return "RefreshToken[authorizedAt=" + authorizedAt + "]";
  }
}
