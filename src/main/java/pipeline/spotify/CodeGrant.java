package pipeline.spotify;

import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import pipeline.spotify.SpotifyException.Kind;

/**
 * A code that the user's consent gave, good for one use: it is turned into a refresh token, and all
 * further access tokens come from that.
 *
 * @param redirect where the code was sent to
 */
record CodeGrant(
    TokenEndpoint endpoint, URI redirect, Pkce pkce, String code, RefreshTokens tokens, Clock clock)
    implements Grant {

  @Override
  public HttpCall call() {
    return tokens.current().isPresent()
        ? new UserGrant(endpoint, tokens).call()
        : endpoint.ask(
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                redirect.toString(),
                "code_verifier",
                pkce.verifier()));
  }

  @Override
  public void granted(HttpReply reply) {
    if (tokens.current().isPresent()) {
      new UserGrant(endpoint, tokens).granted(reply);
      return;
    }
    String secret = WireValue.text(WholeHttp.object(reply).get("refresh_token"));
    if (secret == null || secret.isBlank()) {
      throw new SpotifyException(
          Kind.PROTOCOL,
          "Spotify answered the authorization without a refresh token. Check"
              + " SPOTIFY_ACCOUNTS_URL.");
    }
    tokens.keep(new RefreshToken(secret, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
  }

  @Override
  public SpotifyException refused(HttpCall call, HttpReply reply) {
    if (!call.kind().equals(HttpCall.TOKEN)) {
      return new UserGrant(endpoint, tokens).refused(call, reply);
    }
    Words words = Words.of(reply);
    return words.error().equals("invalid_grant")
        ? new SpotifyException(
            Kind.BAD_CREDENTIALS,
            "Spotify does not take the code of this authorization, %s. Begin anew: pipeline authorize."
                .formatted(words.quoted()))
        : Failures.of(call, reply);
  }

  /** Without the code and the verifier. */
  @Override
  public String toString() {
    return "CodeGrant[" + redirect + "]";
  }
}
