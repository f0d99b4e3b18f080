package pipeline.spotify.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Detects I/O failures that a retry cannot repair. */
public final class TransportFailures {
  private TransportFailures() {}

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

  /** Returns whether the thread was interrupted; a socket timeout is not an interruption. */
  public static boolean isInterrupted(@Nullable IOException failure) {
    return failure instanceof InterruptedIOException
        && !(failure instanceof SocketTimeoutException)
        && Thread.currentThread().isInterrupted();
  }
}
