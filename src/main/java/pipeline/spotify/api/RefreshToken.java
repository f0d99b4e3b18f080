package pipeline.spotify.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lets an app go on acting for a user.
 *
 * @param authorizedAt when the user agreed; null where that is not known
 */
public record RefreshToken(String secret, @Nullable Instant authorizedAt) {
  private static final Duration LIFETIME = Duration.ofDays(180);
  private static final Duration WARNING_PERIOD = Duration.ofDays(14);

  /** When it dies, however often it is replaced; empty where that is not known. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(authorizedAt).map(at -> at.plus(LIFETIME));
  }

  /** In its last two weeks, what to do about it. */
  public Optional<String> warning(Instant now) {
    return expiresAt()
        .filter(end -> now.isAfter(end.minus(WARNING_PERIOD)))
        .map(
            end ->
                "The user's consent ends at %s, whatever is done with it: authorize anew before, by pipeline authorize"
                    .formatted(end));
  }

  public RefreshToken withSecret(String newSecret) {
    return new RefreshToken(newSecret, authorizedAt);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "RefreshToken[authorizedAt=" + authorizedAt + "]";
  }
}
