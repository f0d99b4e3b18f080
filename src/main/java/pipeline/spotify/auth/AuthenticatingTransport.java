package pipeline.spotify.auth;

import java.io.IOException;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.http.UrlOrigin;

/**
 * Adds the token to requests to the API's own origin, and requests a new token once after a 401.
 */
public final class AuthenticatingTransport implements HttpTransport {
  private final HttpTransport inner;
  private final UrlOrigin api;
  private final AccessTokenProvider tokens;

  public AuthenticatingTransport(HttpTransport inner, UrlOrigin api, AccessTokenProvider tokens) {
    this.inner = inner;
    this.api = api;
    this.tokens = tokens;
  }

  @Override
  public ApiResponse send(ApiRequest call) throws IOException {
    if (!api.isOriginOf(call.uri())) {
      throw new SpotifyException(
          SpotifyErrorKind.PROTOCOL,
          "%s is not at %s; the token is sent to no other origin".formatted(call, api));
    }
    AccessToken token = tokens.current();
    ApiResponse reply = inner.send(call.withAuthorization(token.authorization()));
    if (reply.status() != 401) {
      return reply;
    }
    String renewed = tokens.renewAfter(token).authorization();
    ApiResponse last = inner.send(call.withNewToken(renewed, reply.attempts()));
    if (last.status() == 401) {
      throw tokens.refused(call, last);
    }
    return last;
  }
}
