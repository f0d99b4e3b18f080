package pipeline.spotify.auth;

import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.SpotifyErrorTranslator;

/** An OAuth grant, which defines how access tokens are requested. */
public interface OAuthGrant {

  /**
   * Returns a new token request. If the grant uses a refresh token, the request contains the
   * current one.
   */
  ApiRequest tokenRequest();

  /** Processes a successful response to a token request, before the access token is used. */
  default void onSuccess(ApiResponse response) {}

  /**
   * Returns the exception for a refused token request, or for an API request whose token is
   * refused.
   */
  default SpotifyException toException(ApiRequest request, ApiResponse response) {
    return SpotifyErrorTranslator.translate(request, response);
  }
}
