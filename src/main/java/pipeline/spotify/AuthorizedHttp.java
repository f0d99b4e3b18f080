package pipeline.spotify;

import java.io.IOException;
import pipeline.spotify.SpotifyException.Kind;

/**
 * Adds the token, to requests to the API's own origin only, and gets a new one once after a 401.
 */
final class AuthorizedHttp implements Http {
  private final Http inner;
  private final Origin api;
  private final Tokens tokens;

  AuthorizedHttp(Http inner, Origin api, Tokens tokens) {
    this.inner = inner;
    this.api = api;
    this.tokens = tokens;
  }

  @Override
  public HttpReply send(HttpCall call) throws IOException {
    if (!api.covers(call.uri())) {
      throw new SpotifyException(
          Kind.PROTOCOL,
          "%s is not at %s, and the token is sent nowhere else.".formatted(call, api));
    }
    Token token = tokens.current();
    HttpReply reply = inner.send(call.authorized(token.authorization()));
    if (reply.status() != 401) {
      return reply;
    }
    String renewed = tokens.after(token).authorization();
    HttpReply last = inner.send(call.withNewToken(renewed, reply.attempts()));
    if (last.status() == 401) {
      throw tokens.refused(call, last);
    }
    return last;
  }
}
