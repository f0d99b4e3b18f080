package pipeline.authorize;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import pipeline.spotify.api.PlaylistApi;
import pipeline.spotify.api.RefreshToken;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.AuthorizationCodeGrant;
import pipeline.spotify.auth.AuthorizationRequest;
import pipeline.spotify.auth.OAuthGrant;
import pipeline.spotify.auth.TokenEndpoint;
import pipeline.spotify.client.SpotifyClient;

/**
 * Requests a user's consent in a browser and stores the refresh token.
 *
 * @param settings the settings of requests to Spotify; the client secret may be empty
 * @param random a cryptographically strong generator
 */
public record AuthorizationFlow(
    SpotifySettings settings, RefreshTokenStore tokenStore, Clock clock, RandomGenerator random) {

  /**
   * Waits for the user's consent and stores the refresh token. If the user does not agree, the
   * stored token stays unchanged.
   *
   * @param port the port to listen on, or 0 for any free port; the redirect URI is {@code
   *     http://127.0.0.1:PORT/callback}
   * @param show called once before the wait, with the URL that the user must open
   * @throws SpotifyException of kind ACCOUNT if the user refuses or does not answer before the
   *     timeout
   */
  public AuthorizationResult run(int port, Duration timeout, Consumer<URI> show) {
    var unused =
        tokenStore.find(); // fails if the store is unusable, before the user opens a browser
    try (CallbackServer listener = CallbackServer.open(port)) {
      var request = AuthorizationRequest.create(settings, listener.redirectUri(), random);
      show.accept(request.url());
      return complete(awaitAnswer(listener, request, timeout), request);
    }
  }

  /**
   * Returns the first callback with the state of the request. Rejects callbacks with another state,
   * because any program on this machine can send them.
   */
  private AuthorizationCallback awaitAnswer(
      CallbackServer listener, AuthorizationRequest request, Duration timeout) {
    Instant end = clock.instant().plus(timeout);
    while (true) {
      AuthorizationCallback callback = listener.await(Duration.between(clock.instant(), end));
      if (callback == null) {
        throw new SpotifyException(
            SpotifyErrorKind.ACCOUNT,
            ("no consent within %d s; run pipeline authorize again. If Spotify has shown"
                    + " INVALID_CLIENT, first add %s to the redirect URIs in the app's settings.")
                .formatted(timeout.toSeconds(), listener.redirectUri()));
      }
      if (request.hasState(callback.state())) {
        return callback;
      }
      callback.respond(CallbackPage.wrongState());
    }
  }

  private AuthorizationResult complete(
      AuthorizationCallback callback, AuthorizationRequest request) {
    if (callback.code().isEmpty()) {
      return fail(callback);
    }
    try {
      AuthorizationResult authorized = redeem(callback.code().get(), request);
      callback.respond(CallbackPage.done(authorized.user()));
      return authorized;
    } catch (SpotifyException failure) {
      callback.respond(CallbackPage.failed(Objects.requireNonNullElse(failure.getMessage(), "")));
      throw failure;
    }
  }

  private static AuthorizationResult fail(AuthorizationCallback callback) {
    if (callback.error().equals("access_denied")) {
      callback.respond(CallbackPage.denied());
      throw new SpotifyException(
          SpotifyErrorKind.ACCOUNT,
          "the user refused the authorization; to try again, run pipeline authorize");
    }
    String problem =
        "Spotify returned the error \"%s\" instead of an authorization code; run pipeline authorize again"
            .formatted(callback.error().replaceAll("[^A-Za-z0-9_ .-]", "?"));
    callback.respond(CallbackPage.failed(problem));
    throw new SpotifyException(SpotifyErrorKind.ACCOUNT, problem);
  }

  /**
   * Exchanges the code for tokens, sends a request with them, and then stores the refresh token. If
   * the user is not registered for the app, the request fails and the stored token stays unchanged.
   */
  private AuthorizationResult redeem(String code, AuthorizationRequest request) {
    RefreshTokenStore newTokens = RefreshTokenStore.inMemory();
    OAuthGrant grant =
        new AuthorizationCodeGrant(
            new TokenEndpoint(settings),
            request.redirectUri(),
            request.pkce(),
            code,
            newTokens,
            clock);
    try (PlaylistApi spotify =
        SpotifyClient.open(settings, grant, StateStore.inMemory(), clock, random)) {
      String user = spotify.userName();
      RefreshToken token = newTokens.find().orElseThrow();
      tokenStore.save(token);
      return new AuthorizationResult(user, token.expiresAt().orElseThrow(), spotify.requestStats());
    }
  }
}
