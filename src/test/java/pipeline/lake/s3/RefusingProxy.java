package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A proxy that records each request and refuses it. */
final class RefusingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final String status;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  RefusingProxy(String status) throws IOException {
    this.status = status;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread listening = new Thread(this::listen);
    listening.setDaemon(true);
    listening.start();
  }

  private void listen() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept();
          BufferedReader in =
              new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
        lines.add(in.readLine());
        String line;
        while ((line = in.readLine()) != null && !line.isEmpty()) {
          // Skips the headers.
        }
        String body = "<html>no</html>";
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(status, body.length(), body)
                    .getBytes(UTF_8));
      } catch (IOException closed) {
        // The client closed the connection, or the proxy was closed.
      }
    }
  }

  /** Returns the first line of each request. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  URI address() {
    return URI.create("http://user:pass@localhost:" + server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
