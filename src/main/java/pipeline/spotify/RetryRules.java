package pipeline.spotify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What follows from the outcome of an attempt: the one place that decides, for log and retry. */
final class RetryRules {

  enum Verdict {
    DONE,
    RETRY,
    GIVE_UP
  }

  /** Whether a wait that Spotify asks for is one that we bear. */
  interface Patience {
    boolean bears(Throttle throttle);
  }

  /** Attempts in a row, 429 aside. */
  static final int ATTEMPTS = 5;

  private static final Set<Integer> PASSING = Set.of(408, 500, 502, 503, 504);

  private RetryRules() {}

  static Verdict verdict(
      Outcome outcome, HttpCall call, Patience patience, Throttle.Reader reader) {
    HttpReply reply = outcome.reply();
    if (reply != null && reply.ok()) {
      return Verdict.DONE;
    }
    boolean again;
    if (reply != null && outcome.throttled()) {
      again = patience.bears(reader.read(reply));
    } else if (reply != null && reply.status() == 401) {
      again = call.mayRenew();
    } else {
      again = faultThatMayPass(outcome, call);
    }
    return again ? Verdict.RETRY : Verdict.GIVE_UP;
  }

  /** Whether the attempt failed in a way that may pass by itself, and there are attempts left. */
  static boolean faultThatMayPass(Outcome outcome, HttpCall call) {
    HttpReply reply = outcome.reply();
    boolean passing = reply == null ? passing(outcome.failure()) : PASSING.contains(reply.status());
    return passing && call.repeatable() && call.faults() + 1 < ATTEMPTS;
  }

  private static boolean passing(@Nullable IOException failure) {
    return !(failure instanceof OversizedBodyException)
        && !(failure instanceof ProxyRefusedException refused && !refused.mayPass())
        && !untrusted(failure)
        && !interrupted(failure);
  }

  /** A certificate that we do not trust stays so. */
  static boolean untrusted(@Nullable IOException failure) {
    if (failure instanceof SSLException) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof CertificateException) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean interrupted(@Nullable IOException failure) {
    return failure instanceof InterruptedIOException
        && !(failure instanceof SocketTimeoutException)
        && Thread.currentThread().isInterrupted();
  }
}
