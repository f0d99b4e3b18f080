package pipeline.spotify.auth;

import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.SpotifyErrorTranslator;

/** An OAuth grant, with which an access token is requested. */
public interface OAuthGrant {

  /**
   * Returns the request, created anew each time, because a refresh token may have been replaced.
   */
  ApiRequest tokenRequest();

  /** Processes a successful response before its access token is used. */
  void onSuccess(ApiResponse reply);

  /** Translates a refusal of this request, or of an API call with a token of this grant. */
  default SpotifyException toException(ApiRequest call, ApiResponse reply) {
    return SpotifyErrorTranslator.translate(call, reply);
  }
}
