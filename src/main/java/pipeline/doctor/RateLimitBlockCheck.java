package pipeline.doctor;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.client.AppPermissionsProbe;

/** A pause that Spotify asked an earlier run for; no run would call anything before its end. */
public record RateLimitBlockCheck(Supplier<AppPermissionsProbe> spotify) implements HealthCheck {
  @Override
  public CheckResult check() {
    Optional<Instant> until = spotify.get().blockedUntil();
    if (until.isPresent()) {
      throw SpotifyException.rateLimited(
          "rate-limit block: Spotify refuses requests until %s, so none was sent; wait, because requests prolong it"
              .formatted(until.get()),
          until.get());
    }
    return CheckResult.ok("none that is known of");
  }
}
