package pipeline.spotify.http;

import java.io.IOException;

/** The proxy did not connect to the server; the status is the proxy's own. */
public final class ProxyRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  ProxyRefusedException(int status) {
    super("the proxy of HTTPS_PROXY answered " + status + " and did not connect");
    this.status = status;
  }

  /** Whether the proxy may connect later. */
  public boolean mayPass() {
    return status >= 500 || status == 408 || status == 429;
  }

  /** Whether the proxy asks for a user and a password. */
  boolean wantsPassword() {
    return status == 407;
  }
}
