package pipeline.spotify.auth;

import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
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

/**
 * The OAuth grant for an authorization code, which Spotify issues when a user gives consent. The
 * code is valid once: the first token request exchanges it for a refresh token. Later token
 * requests use the refresh token.
 *
 * @param redirectUri the URI to which Spotify sent the code
 */
public record AuthorizationCodeGrant(
    TokenEndpoint endpoint,
    URI redirectUri,
    Pkce pkce,
    String code,
    RefreshTokenStore tokenStore,
    Clock clock)
    implements OAuthGrant {

  @Override
  public ApiRequest tokenRequest() {
    return tokenStore.find().isPresent()
        ? new RefreshTokenGrant(endpoint, tokenStore).tokenRequest()
        : endpoint.request(
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                redirectUri.toString(),
                "code_verifier",
                pkce.verifier()));
  }

  @Override
  public void onSuccess(ApiResponse response) {
    if (tokenStore.find().isPresent()) {
      new RefreshTokenGrant(endpoint, tokenStore).onSuccess(response);
      return;
    }
    String secret =
        JsonValues.text(JsonValidatingTransport.parseObject(response).get("refresh_token"));
    if (secret == null || secret.isBlank()) {
      throw new SpotifyException(
          SpotifyErrorKind.PROTOCOL,
          "Spotify's authorization response has no refresh token; check SPOTIFY_ACCOUNTS_URL");
    }
    tokenStore.save(new RefreshToken(secret, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
  }

  @Override
  public SpotifyException toException(ApiRequest request, ApiResponse response) {
    if (!request.kind().equals(ApiRequest.TOKEN)) {
      return new RefreshTokenGrant(endpoint, tokenStore).toException(request, response);
    }
    SpotifyErrorBody errorBody = SpotifyErrorBody.parse(response);
    return errorBody.error().equals("invalid_grant")
        ? new SpotifyException(
            SpotifyErrorKind.BAD_CREDENTIALS,
            "refused authorization code: %s answered %d, %s; run pipeline authorize again"
                .formatted(request, response.status(), errorBody.quote()))
        : SpotifyErrorTranslator.translate(request, response);
  }

  /** Returns a text without the code and the verifier. */
  @Override
  public String toString() {
    return "AuthorizationCodeGrant[" + redirectUri + "]";
  }
}
