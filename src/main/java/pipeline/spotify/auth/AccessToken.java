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

/** An access token and when to renew it: a minute ahead of its end, or a tenth of a short life. */
public final class AccessToken {
  private static final Duration USUAL_LIFE = Duration.ofHours(1);
  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,8192}");

  private final String secret;
  private final Instant renewAt;

  private AccessToken(String secret, Instant renewAt) {
    this.secret = secret;
    this.renewAt = renewAt;
  }

  /** Empty where the reply holds none that can be sent. */
  static Optional<AccessToken> of(ApiResponse reply, Instant asked) {
    JsonObject json =
        JsonParser.parseReader(JsonValidatingTransport.reader(reply.body())).getAsJsonObject();
    JsonElement secret = json.get("access_token");
    if (secret == null
        || !secret.isJsonPrimitive()
        || !VISIBLE.matcher(secret.getAsString()).matches()) {
      return Optional.empty();
    }
    Duration life = life(json.get("expires_in"));
    Duration tenth = life.dividedBy(10);
    Duration ahead = tenth.toSeconds() < 60 ? tenth : Duration.ofMinutes(1);
    return Optional.of(new AccessToken(secret.getAsString(), asked.plus(life).minus(ahead)));
  }

  /** What cannot be a life is taken as the usual one: a 401 will tell. */
  private static Duration life(JsonElement seconds) {
    if (seconds == null || !seconds.isJsonPrimitive()) {
      return USUAL_LIFE;
    }
    String text = seconds.getAsString();
    return text.matches("[1-9][0-9]{0,6}") ? Duration.ofSeconds(Long.parseLong(text)) : USUAL_LIFE;
  }

  boolean freshAt(Instant now) {
    return now.isBefore(renewAt);
  }

  public String authorization() {
    return "Bearer " + secret;
  }

  @Override
  public String toString() {
    return "Token[renewAt=" + renewAt + "]";
  }
}
