package pipeline.spotify.auth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.JsonValidatingTransport;

/**
 * An access token and the time at which it must be renewed: one minute before its end, or a tenth
 * of its lifetime if that is shorter.
 */
public final class AccessToken {
  private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,8192}");

  private final String secret;
  private final Instant renewAt;

  private AccessToken(String secret, Instant renewAt) {
    this.secret = secret;
    this.renewAt = renewAt;
  }

  /** Returns the token; empty if the response has no valid one. */
  static Optional<AccessToken> from(ApiResponse response, Instant requestedAt) {
    JsonObject json =
        JsonParser.parseReader(JsonValidatingTransport.strictReader(response.body()))
            .getAsJsonObject();
    JsonElement secret = json.get("access_token");
    if (secret == null
        || !secret.isJsonPrimitive()
        || !PRINTABLE.matcher(secret.getAsString()).matches()) {
      return Optional.empty();
    }
    Duration lifetime = lifetime(json.get("expires_in"));
    Duration tenth = lifetime.dividedBy(10);
    Duration ahead = tenth.toSeconds() < 60 ? tenth : Duration.ofMinutes(1);
    return Optional.of(
        new AccessToken(secret.getAsString(), requestedAt.plus(lifetime).minus(ahead)));
  }

  /**
   * Returns the lifetime in the response. An invalid one counts as one hour, because a 401 would
   * follow if that were wrong.
   */
  private static Duration lifetime(JsonElement seconds) {
    if (seconds == null || !seconds.isJsonPrimitive()) {
      return DEFAULT_LIFETIME;
    }
    String text = seconds.getAsString();
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

  @Override
  public String toString() {
    return "AccessToken[renewAt=" + renewAt + "]";
  }
}
