package pipeline.spotify.http;

import java.io.IOException;
import pipeline.tls.ProxyRoutePlanner;

/** The proxy refused to connect to the server. */
public final class ProxyRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  ProxyRefusedException(int status) {
    super("the proxy of HTTPS_PROXY answered " + status + " and did not connect");
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
