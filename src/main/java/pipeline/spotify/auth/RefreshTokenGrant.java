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

/** The OAuth grant for tokens that act for a user who has authorized the app. */
public record RefreshTokenGrant(TokenEndpoint endpoint, RefreshTokenStore tokenStore)
    implements OAuthGrant {
  public static final String REMEDY = "run pipeline authorize again";

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
                    "no user has authorized this app; run pipeline authorize once,"
                        + " on a machine with a browser"));
  }

  /**
   * If the response has a refresh token, stores it, because the earlier refresh token can become
   * invalid.
   */
  @Override
  public void onSuccess(ApiResponse response) {
    RefreshToken used = requireToken();
    String successor =
        JsonValues.text(JsonValidatingTransport.parseObject(response).get("refresh_token"));
    if (successor != null && !successor.isBlank() && !successor.equals(used.secret())) {
      tokenStore.save(used.withSecret(successor));
    }
  }

  @Override
  public SpotifyException toException(ApiRequest request, ApiResponse response) {
    SpotifyErrorBody errorBody = SpotifyErrorBody.parse(response);
    boolean ofApi = !request.kind().equals(ApiRequest.TOKEN);
    if (ofApi && !SpotifyErrorTranslator.tokenIsChanged(response, errorBody)) {
      return SpotifyErrorTranslator.translate(
          request,
          response,
          SpotifyErrorKind.BAD_CREDENTIALS,
          "Spotify refuses the tokens of this user; " + REMEDY);
    }
    if (!errorBody.error().equals("invalid_grant")) {
      return SpotifyErrorTranslator.translate(request, response);
    }
    return new SpotifyException(
        SpotifyErrorKind.BAD_CREDENTIALS,
        ("invalid, expired or revoked refresh token: %s answered %d, %s; %s (a user's consent lasts"
                + " 180 days)")
            .formatted(request, response.status(), errorBody.quote(), REMEDY));
  }
}
