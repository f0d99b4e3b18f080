package pipeline.spotify.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth refresh token, with which the app may act for a user.
 *
 * @param authorizedAt the time at which the user gave consent, or null if unknown
 */
public record RefreshToken(String secret, @Nullable Instant authorizedAt) {
  private static final Duration LIFETIME = Duration.ofDays(180);
  private static final Duration WARNING_PERIOD = Duration.ofDays(14);

  /**
   * Returns the end of the consent; empty if unknown. A new refresh token does not extend the
   * consent.
   */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(authorizedAt).map(at -> at.plus(LIFETIME));
  }

  /** Returns a warning if the consent ends in less than 14 days, or has ended; otherwise empty. */
  public Optional<String> warning(Instant now) {
    return expiresAt()
        .filter(end -> now.isAfter(end.minus(WARNING_PERIOD)))
        .map(
            end ->
                (now.isBefore(end)
                        ? "the user's consent ends at %s; run pipeline authorize before then"
                        : "the user's consent ended at %s; run pipeline authorize again")
                    .formatted(end));
  }

  public RefreshToken withSecret(String newSecret) {
    return new RefreshToken(newSecret, authorizedAt);
  }

  /** Returns a text without the token itself. */
  @Override
  public String toString() {
    return "RefreshToken[authorizedAt=" + authorizedAt + "]";
  }
}
