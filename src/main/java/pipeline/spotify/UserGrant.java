package pipeline.spotify;

import java.util.Map;
import pipeline.spotify.SpotifyException.Kind;

/** A refresh token: the app for a user who authorized it. */
record UserGrant(TokenEndpoint endpoint, RefreshTokens tokens) implements Grant {
  static final String REMEDY = "Authorize once more: pipeline authorize.";

  @Override
  public HttpCall call() {
    return endpoint.ask(Map.of("grant_type", "refresh_token", "refresh_token", current().secret()));
  }

  private RefreshToken current() {
    return tokens
        .current()
        .orElseThrow(
            () ->
                new SpotifyException(
                    Kind.BAD_CREDENTIALS,
                    "No user has authorized this app yet, or not for here: run pipeline"
                        + " authorize, once, on a machine with a browser."));
  }

  /** Spotify may name a successor; from then on the old one may be good no more. */
  @Override
  public void granted(HttpReply reply) {
    RefreshToken used = current();
    String successor = WireValue.text(WholeHttp.object(reply).get("refresh_token"));
    if (successor != null && !successor.isBlank() && !successor.equals(used.secret())) {
      tokens.keep(used.replacedBy(successor));
    }
  }

  @Override
  public SpotifyException refused(HttpCall call, HttpReply reply) {
    Words words = Words.of(reply);
    boolean ofApi = !call.kind().equals(HttpCall.TOKEN);
    if (ofApi && !Failures.tokenIsChanged(reply, words)) {
      return Failures.of(
          call, reply, Kind.BAD_CREDENTIALS, "Spotify takes no token of this user. " + REMEDY);
    }
    if (!words.error().equals("invalid_grant")) {
      return Failures.of(call, reply);
    }
    return new SpotifyException(
        Kind.BAD_CREDENTIALS,
        "Spotify takes the refresh token no longer, %s: it ends 180 days after the authorization, or when the user withdraws it. %s"
            .formatted(words.quoted(), REMEDY));
  }
}
