package pipeline.spotify;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.SpotifyException.Kind;

/** The access token: one thread asks for it, all use it. */
final class Tokens {
  private final Http http;
  private final Grant grant;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Token token;
  private @Nullable SpotifyException refusal;

  Tokens(Http http, Grant grant, Clock clock) {
    this.http = http;
    this.grant = grant;
    this.clock = clock;
  }

  Token current() {
    return notBeing(null);
  }

  /** A token other than the one that was refused; perhaps another thread has got it already. */
  Token after(Token refused) {
    return notBeing(refused);
  }

  /** What it means that the API takes no token of this grant. */
  SpotifyException refused(HttpCall call, HttpReply reply) {
    return grant.refused(call, reply);
  }

  private Token notBeing(@Nullable Token refused) {
    lock();
    try {
      if (refusal != null) {
        throw refusal;
      }
      Token known = token;
      if (known == null || known == refused || !known.freshAt(clock.instant())) {
        known = ask();
        token = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private Token ask() {
    HttpCall call = grant.call();
    Instant asked = clock.instant();
    HttpReply reply;
    try {
      reply = http.send(call);
    } catch (IOException failure) {
      throw Failures.of(call, failure);
    }
    if (!reply.ok()) {
      throw remembered(grant.refused(call, reply));
    }
    grant.granted(reply);
    return Token.of(reply, asked)
        .orElseThrow(
            () ->
                new SpotifyException(
                    Kind.PROTOCOL,
                    call + " gave no usable access_token. Check SPOTIFY_ACCOUNTS_URL."));
  }

  /** Wrong credentials stay wrong: no other thread needs to try them. */
  private SpotifyException remembered(SpotifyException failure) {
    if (failure.kind() == Kind.BAD_CREDENTIALS || failure.kind() == Kind.ACCOUNT) {
      refusal = failure;
    }
    return failure;
  }

  private void lock() {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException stop) {
      throw TransportFailures.interruption(stop);
    }
  }
}
