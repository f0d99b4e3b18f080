package pipeline.tls;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS as the JVM's properties say, made by the first connection that needs it: reading the
 * authorities that the JVM trusts takes longer than many a request, and a server on the same
 * network may well be without TLS.
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
