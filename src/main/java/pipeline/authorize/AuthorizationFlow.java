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
import pipeline.spotify.auth.AuthorizationRequest;
import pipeline.spotify.client.PlaylistClient;

/** Asks a user for consent, and keeps the refresh token that it gives. */
public final class AuthorizationFlow {
  private final SpotifySettings settings;
  private final RefreshTokenStore tokens;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * Ready to ask.
   *
   * @param settings the secret may be empty
   * @param tokens where the refresh token is to be kept
   * @param random one that cannot be guessed
   */
  public AuthorizationFlow(
      SpotifySettings settings, RefreshTokenStore tokens, Clock clock, RandomGenerator random) {
    this.settings = settings;
    this.tokens = tokens;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Waits for the user; what was kept before stays unless the user agrees.
   *
   * @param port to listen on, or 0 for any free one; the redirect URI is {@code
   *     http://127.0.0.1:PORT/callback}
   * @param show is told where the browser has to go
   * @throws SpotifyException ACCOUNT where the user says no, or nothing in time
   */
  public AuthorizationResult run(int port, Duration patience, Consumer<URI> show) {
    var unused = tokens.find(); // what cannot be kept need not be asked for
    try (CallbackServer listener = CallbackServer.open(port)) {
      var request = AuthorizationRequest.create(settings, listener.redirectUri(), random);
      show.accept(request.url());
      return keep(answer(listener, request, patience), request);
    }
  }

  /** The first that belongs to the request: others could be anybody's. */
  private AuthorizationCallback answer(
      CallbackServer listener, AuthorizationRequest request, Duration patience) {
    Instant end = clock.instant().plus(patience);
    while (true) {
      AuthorizationCallback answer = listener.await(Duration.between(clock.instant(), end));
      if (answer == null) {
        throw new SpotifyException(
            SpotifyErrorKind.ACCOUNT,
            ("Nobody has agreed within %d s. Begin anew: pipeline authorize. Where Spotify showed"
                    + " INVALID_CLIENT, add %s to the redirect URIs in the app's settings.")
                .formatted(patience.toSeconds(), listener.redirectUri()));
      }
      if (request.hasState(answer.state())) {
        return answer;
      }
      answer.show(CallbackPage.wrongState());
    }
  }

  private AuthorizationResult keep(AuthorizationCallback answer, AuthorizationRequest request) {
    if (answer.code().isEmpty()) {
      return refuse(answer);
    }
    try {
      AuthorizationResult authorized = redeem(answer.code().get(), request);
      answer.show(CallbackPage.done(authorized.user()));
      return authorized;
    } catch (SpotifyException failure) {
      answer.show(CallbackPage.failed(Objects.requireNonNullElse(failure.getMessage(), "")));
      throw failure;
    }
  }

  private static AuthorizationResult refuse(AuthorizationCallback answer) {
    if (answer.error().equals("access_denied")) {
      answer.show(CallbackPage.denied());
      throw new SpotifyException(
          SpotifyErrorKind.ACCOUNT,
          "The user did not agree, so nothing was kept. Begin anew: pipeline authorize.");
    }
    String why =
        "Spotify sent the browser back with no code, but with the error \"%s\". Begin anew: pipeline authorize."
            .formatted(answer.error().replaceAll("[^A-Za-z0-9_ .-]", "?"));
    answer.show(CallbackPage.failed(why));
    throw new SpotifyException(SpotifyErrorKind.ACCOUNT, why);
  }

  /** Kept only once it was of use: a user whom the app may not serve must not replace another. */
  private AuthorizationResult redeem(String code, AuthorizationRequest request) {
    RefreshTokenStore fresh = RefreshTokenStore.inMemory();
    try (PlaylistApi spotify =
        PlaylistClient.openAuthorized(
            settings, StateStore.inMemory(), clock, random, request, code, fresh)) {
      String user = spotify.userName();
      RefreshToken token = fresh.find().orElseThrow();
      tokens.save(token);
      return new AuthorizationResult(user, token.expiresAt().orElseThrow(), spotify.requestStats());
    }
  }
}
