package pipeline.spotify.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import pipeline.tls.ProxyRoutePlanner;

/** The I/O failures of a request that need special treatment. */
public final class TransportFailures {
  private TransportFailures() {}

  /** A successful response whose body is truncated or not a JSON object. */
  static final class TruncatedBodyException extends IOException {
    TruncatedBodyException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * A response that exceeds the size limit. Responses of Spotify are smaller, so this response
   * comes from another server.
   */
  public static final class BodyTooLargeException extends IOException {
    public BodyTooLargeException(int limit) {
      super("the response is larger than " + limit + " bytes");
    }
  }

  /** A proxy's refusal to connect to the server. */
  public static final class ProxyRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    ProxyRefusedException(int status) {
      super("the proxy in HTTPS_PROXY answered " + status + " and did not connect");
      this.status = status;
    }

    /** Returns whether a retry may succeed. */
    public boolean isTransient() {
      return ProxyRoutePlanner.isTransient(status);
    }

    /** Returns whether the proxy requires a user and a password. */
    boolean requiresPassword() {
      return status == 407;
    }
  }

  /** Returns whether the certificate of the server is not trusted. */
  public static boolean isUntrusted(@Nullable IOException failure) {
    if (failure instanceof SSLException) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof CertificateException) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns whether the request failed because the thread was interrupted. A socket timeout is not
   * an interruption.
   */
  public static boolean isInterrupted(@Nullable IOException failure) {
    return failure instanceof InterruptedIOException
        && !(failure instanceof SocketTimeoutException)
        && Thread.currentThread().isInterrupted();
  }
}
