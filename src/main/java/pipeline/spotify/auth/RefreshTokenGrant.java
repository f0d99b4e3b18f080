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

/** A refresh token: a token of the app for a user who authorized it. */
public record RefreshTokenGrant(TokenEndpoint endpoint, RefreshTokenStore tokenStore)
    implements OAuthGrant {
  public static final String REMEDY = "Run pipeline authorize again.";

  @Override
  public ApiRequest tokenRequest() {
    return endpoint.request(
        Map.of("grant_type", "refresh_token", "refresh_token", requireToken().secret()));
  }

  private RefreshToken requireToken() {
    return tokenStore
        .find()
        .orElseThrow(
            () ->
                new SpotifyException(
                    SpotifyErrorKind.BAD_CREDENTIALS,
                    "No user has authorized this app for this Spotify; run pipeline authorize once,"
                        + " on a machine with a browser"));
  }

  /** Stores a new refresh token, because the old one may become invalid. */
  @Override
  public void onSuccess(ApiResponse reply) {
    RefreshToken used = requireToken();
    String successor =
        JsonValues.text(JsonValidatingTransport.parseObject(reply).get("refresh_token"));
    if (successor != null && !successor.isBlank() && !successor.equals(used.secret())) {
      tokenStore.save(used.withSecret(successor));
    }
  }

  @Override
  public SpotifyException toException(ApiRequest call, ApiResponse reply) {
    SpotifyErrorBody errorBody = SpotifyErrorBody.parse(reply);
    boolean ofApi = !call.kind().equals(ApiRequest.TOKEN);
    if (ofApi && !SpotifyErrorTranslator.tokenIsChanged(reply, errorBody)) {
      return SpotifyErrorTranslator.translate(
          call,
          reply,
          SpotifyErrorKind.BAD_CREDENTIALS,
          "Spotify refuses the tokens of this user. " + REMEDY);
    }
    if (!errorBody.error().equals("invalid_grant")) {
      return SpotifyErrorTranslator.translate(call, reply);
    }
    return new SpotifyException(
        SpotifyErrorKind.BAD_CREDENTIALS,
        "Spotify refuses the refresh token, %s; it ends 180 days after the authorization, or if the user withdraws it. %s"
            .formatted(errorBody.quote(), REMEDY));
  }
}
