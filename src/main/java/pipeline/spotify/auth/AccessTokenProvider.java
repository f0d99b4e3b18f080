package pipeline.spotify.auth;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.ThreadResults;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.http.SpotifyErrorTranslator;

/** The shared access token: one thread requests it, all threads use it. */
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
    return currentExcept(null);
  }

  /** Returns a token other than the refused one; another thread may have requested it already. */
  AccessToken renewAfter(AccessToken refused) {
    return currentExcept(refused);
  }

  /** Returns the failure for a call that refuses tokens of this grant. */
  SpotifyException refused(ApiRequest call, ApiResponse reply) {
    return grant.toException(call, reply);
  }

  private AccessToken currentExcept(@Nullable AccessToken refused) {
    lock();
    try {
      if (refusal != null) {
        throw refusal;
      }
      AccessToken current = token;
      if (current == null || current == refused || !current.isFreshAt(clock.instant())) {
        current = requestToken();
        token = current;
      }
      return current;
    } finally {
      lock.unlock();
    }
  }

  private AccessToken requestToken() {
    ApiRequest call = grant.tokenRequest();
    Instant requestedAt = clock.instant();
    ApiResponse reply;
    try {
      reply = http.send(call);
    } catch (IOException failure) {
      throw SpotifyErrorTranslator.translate(call, failure);
    }
    if (!reply.isSuccess()) {
      throw recordRefusal(grant.toException(call, reply));
    }
    grant.onSuccess(reply);
    return AccessToken.from(reply, requestedAt)
        .orElseThrow(
            () ->
                new SpotifyException(
                    SpotifyErrorKind.PROTOCOL,
                    call + " returned no usable access_token; check SPOTIFY_ACCOUNTS_URL"));
  }

  /** Returns whether the failure is final, so that no other thread has to try. */
  private SpotifyException recordRefusal(SpotifyException failure) {
    if (failure.kind() == SpotifyErrorKind.BAD_CREDENTIALS
        || failure.kind() == SpotifyErrorKind.ACCOUNT) {
      refusal = failure;
    }
    return failure;
  }

  private void lock() {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException stop) {
      throw ThreadResults.interruption(stop);
    }
  }
}
