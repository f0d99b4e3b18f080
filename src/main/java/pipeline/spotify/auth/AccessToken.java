package pipeline.spotify.auth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.JsonValidatingTransport;
import pipeline.spotify.json.JsonValues;

/**
 * An access token.
 *
 * @param renewAt the time from which a new token is requested. This time precedes the token's
 *     expiry by a tenth of the lifetime, but by at most one minute.
 */
public record AccessToken(String secret, Instant renewAt) {
  private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,8192}");

  /** Returns the token; empty if the response has no valid {@code access_token}. */
  static Optional<AccessToken> from(ApiResponse response, Instant requestedAt) {
    JsonObject json = JsonValidatingTransport.parseObject(response);
    String secret = JsonValues.text(json.get("access_token"));
    if (secret == null || !PRINTABLE.matcher(secret).matches()) {
      return Optional.empty();
    }
    Duration lifetime = lifetime(json.get("expires_in"));
    long marginMillis = Math.min(60_000, lifetime.toMillis() / 10);
    Instant renewAt = requestedAt.plus(lifetime).minusMillis(marginMillis);
    return Optional.of(new AccessToken(secret, renewAt));
  }

  /**
   * Returns the lifetime in the response, or one hour if it is missing or invalid. If the token
   * expires earlier, Spotify answers 401, and the client requests a new token.
   */
  private static Duration lifetime(@Nullable JsonElement seconds) {
    String text = seconds instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
    return text.matches("[1-9][0-9]{0,6}")
        ? Duration.ofSeconds(Long.parseLong(text))
        : DEFAULT_LIFETIME;
  }

  boolean isFreshAt(Instant now) {
    return now.isBefore(renewAt);
  }

  public String authorization() {
    return "Bearer " + secret;
  }

  /** Returns a text without the token itself. */
  @Override
  public String toString() {
    return "AccessToken[renewAt=" + renewAt + "]";
  }
}
