package pipeline.spotify.auth;

import java.util.Map;
import pipeline.spotify.api.RefreshToken;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.JsonValidatingTransport;
import pipeline.spotify.http.SpotifyErrorBody;
import pipeline.spotify.http.SpotifyErrorTranslator;
import pipeline.spotify.json.JsonValues;

/** A refresh token: the app for a user who authorized it. */
public record RefreshTokenGrant(TokenEndpoint endpoint, RefreshTokenStore tokens)
    implements OAuthGrant {
  public static final String REMEDY = "Authorize once more: pipeline authorize.";

  @Override
  public ApiRequest call() {
    return endpoint.ask(Map.of("grant_type", "refresh_token", "refresh_token", current().secret()));
  }

  private RefreshToken current() {
    return tokens
        .current()
        .orElseThrow(
            () ->
                new SpotifyException(
                    SpotifyErrorKind.BAD_CREDENTIALS,
                    "No user has authorized this app yet, or not for here: run pipeline"
                        + " authorize, once, on a machine with a browser."));
  }

  /** Spotify may name a successor; from then on the old one may be good no more. */
  @Override
  public void granted(ApiResponse reply) {
    RefreshToken used = current();
    String successor = JsonValues.text(JsonValidatingTransport.object(reply).get("refresh_token"));
    if (successor != null && !successor.isBlank() && !successor.equals(used.secret())) {
      tokens.keep(used.replacedBy(successor));
    }
  }

  @Override
  public SpotifyException refused(ApiRequest call, ApiResponse reply) {
    SpotifyErrorBody words = SpotifyErrorBody.of(reply);
    boolean ofApi = !call.kind().equals(ApiRequest.TOKEN);
    if (ofApi && !SpotifyErrorTranslator.tokenIsChanged(reply, words)) {
      return SpotifyErrorTranslator.of(
          call,
          reply,
          SpotifyErrorKind.BAD_CREDENTIALS,
          "Spotify takes no token of this user. " + REMEDY);
    }
    if (!words.error().equals("invalid_grant")) {
      return SpotifyErrorTranslator.of(call, reply);
    }
    return new SpotifyException(
        SpotifyErrorKind.BAD_CREDENTIALS,
        "Spotify takes the refresh token no longer, %s: it ends 180 days after the authorization, or when the user withdraws it. %s"
            .formatted(words.quoted(), REMEDY));
  }
}
