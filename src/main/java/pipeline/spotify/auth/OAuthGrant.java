package pipeline.spotify.auth;

import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.SpotifyErrorTranslator;

/** By what right an access token is asked for. */
public interface OAuthGrant {

  /** The request; made anew each time, for a refresh token may have been replaced. */
  ApiRequest tokenRequest();

  /** Told of each answer of success before its access token is used. */
  void onSuccess(ApiResponse reply);

  /** What a refusal means: of this request, or of a call to the API with a token of this grant. */
  default SpotifyException toException(ApiRequest call, ApiResponse reply) {
    return SpotifyErrorTranslator.translate(call, reply);
  }
}
