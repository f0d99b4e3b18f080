package pipeline.spotify.auth;

import java.io.IOException;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.http.UrlOrigin;

/**
 * Adds the access token to requests to the API. After a 401, the transport requests a new token and
 * repeats the request once.
 */
public record AuthenticatingTransport(
    HttpTransport inner, UrlOrigin api, AccessTokenProvider tokens) implements HttpTransport {

  @Override
  public ApiResponse send(ApiRequest request) throws IOException {
    if (!api.isOriginOf(request.uri())) {
      throw new SpotifyException(
          SpotifyErrorKind.PROTOCOL,
          ("request to a wrong server: %s (the token is sent only to %s://%s:%d); check"
                  + " SPOTIFY_API_URL")
              .formatted(request, api.scheme(), api.host(), api.port()));
    }
    AccessToken token = tokens.current(inner);
    ApiResponse response = inner.send(request.withAuthorization(token.authorization()));
    if (response.status() != 401) {
      return response;
    }
    String renewed = tokens.renewAfter(token, inner).authorization();
    ApiResponse last = inner.send(request.withNewToken(renewed, response.attempts()));
    if (last.status() == 401) {
      throw tokens.refused(request, last);
    }
    return last;
  }
}
