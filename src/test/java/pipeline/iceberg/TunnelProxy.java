package pipeline.iceberg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy for https that requires a user and a password, and connects each request to the same
 * server on loopback.
 */
final class TunnelProxy implements AutoCloseable {
  private static final String CREDENTIALS = "Proxy-Authorization: Basic dXNlcjpzM2NyZXQ=";

  private final ServerSocket listener;
  private final int target;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> hosts = new CopyOnWriteArrayList<>();

  TunnelProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    threads.execute(this::accept);
  }

  URI address() {
    return URI.create("http://user:s3cret@localhost:" + listener.getLocalPort());
  }

  /** Returns the host and the port of each connection, in order. */
  List<String> hosts() {
    return List.copyOf(hosts);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try (client) {
      String head = readHead(client.getInputStream());
      while (!head.contains(CREDENTIALS)) {
        client
            .getOutputStream()
            .write(
                """
                HTTP/1.1 407 Authenticate\r
                Proxy-Authenticate: Basic realm="test"\r
                Content-Length: 0\r
                \r
                """
                    .getBytes(ISO_8859_1));
        head = readHead(client.getInputStream());
      }
      hosts.add(head.split(" ", 3)[1]);
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(ISO_8859_1));
        threads.execute(() -> pass(server, client));
        pass(client, server);
      }
    } catch (IOException closed) {
      // The client has closed the connection.
    }
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException closed) {
      // One of the sides has closed the connection.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
