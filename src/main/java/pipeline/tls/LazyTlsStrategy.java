package pipeline.tls;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A TLS strategy with the settings of the JVM. The settings are read at the first TLS connection,
 * because reading the JVM's certificate authorities can take longer than a request. A local server
 * often needs no TLS.
 */
public final class LazyTlsStrategy implements TlsSocketStrategy {
  private @Nullable TlsSocketStrategy delegate;

  @Override
  public SSLSocket upgrade(
      Socket socket, String target, int port, Object attachment, HttpContext context)
      throws IOException {
    return delegate().upgrade(socket, target, port, attachment, context);
  }

  private synchronized TlsSocketStrategy delegate() {
    if (delegate == null) {
      delegate = DefaultClientTlsStrategy.createSystemDefault();
    }
    return delegate;
  }
}
