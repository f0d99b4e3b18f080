package pipeline.spotify.auth;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.InterruptibleWaits;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.http.SpotifyErrorTranslator;

/**
 * Provides the access token that all threads share. If a new token is needed, one thread requests
 * it while the other threads wait.
 */
public final class AccessTokenProvider {
  private final HttpTransport http;
  private final OAuthGrant grant;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable AccessToken token;
  private @Nullable SpotifyException refusal;

  public AccessTokenProvider(HttpTransport http, OAuthGrant grant, Clock clock) {
    this.http = http;
    this.grant = grant;
    this.clock = clock;
  }

  public AccessToken current() {
    return current(http);
  }

  /** Returns the token. If a new token is needed, requests it through the given transport. */
  AccessToken current(HttpTransport transport) {
    return currentExcept(null, transport);
  }

  /**
   * Returns a token other than the refused one. Sends no request if another thread has already
   * replaced the refused token.
   */
  AccessToken renewAfter(AccessToken refused, HttpTransport transport) {
    return currentExcept(refused, transport);
  }

  /** Returns the exception for an API response that refuses the token. */
  SpotifyException refused(ApiRequest request, ApiResponse response) {
    return grant.toException(request, response);
  }

  private AccessToken currentExcept(@Nullable AccessToken refused, HttpTransport transport) {
    InterruptibleWaits.lock(lock);
    try {
      if (refusal != null) {
        throw refusal;
      }
      AccessToken current = token;
      if (current == null || current.equals(refused) || !current.isFreshAt(clock.instant())) {
        current = requestToken(transport);
        token = current;
      }
      return current;
    } finally {
      lock.unlock();
    }
  }

  private AccessToken requestToken(HttpTransport transport) {
    ApiRequest request = grant.tokenRequest();
    Instant requestedAt = clock.instant();
    ApiResponse response;
    try {
      response = transport.send(request);
    } catch (IOException failure) {
      throw SpotifyErrorTranslator.translate(request, failure);
    }
    if (!response.isSuccess()) {
      throw recordRefusal(grant.toException(request, response));
    }
    grant.onSuccess(response);
    return AccessToken.from(response, requestedAt)
        .orElseThrow(
            () ->
                new SpotifyException(
                    SpotifyErrorKind.PROTOCOL,
                    request + " returned no usable access_token; check SPOTIFY_ACCOUNTS_URL"));
  }

  /**
   * Records a failure if a retry cannot repair it, so that no other thread requests a token.
   * Returns the failure.
   */
  private SpotifyException recordRefusal(SpotifyException failure) {
    if (failure.kind() == SpotifyErrorKind.BAD_CREDENTIALS
        || failure.kind() == SpotifyErrorKind.ACCOUNT) {
      refusal = failure;
    }
    return failure;
  }
}
