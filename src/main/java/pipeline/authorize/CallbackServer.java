package pipeline.authorize;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.InterruptibleWaits;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;

/** An HTTP server on a loopback address. It receives the callback from the browser. */
final class CallbackServer implements AutoCloseable {
  private static final String PATH = "/callback";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(CallbackServer::daemon);
  private final LinkedBlockingQueue<AuthorizationCallback> answers = new LinkedBlockingQueue<>();

  private CallbackServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts a server.
   *
   * @param port the port to listen on, or 0 for any free port
   * @throws SpotifyException of kind CONFIGURATION if the server cannot listen on the port
   */
  static CallbackServer open(int port) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      CallbackServer listener =
          new CallbackServer(HttpServer.create(new InetSocketAddress(loopback, port), 0));
      listener.server.createContext("/", listener::handle);
      listener.server.setExecutor(listener.threads);
      listener.server.start();
      return listener;
    } catch (IOException taken) {
      throw new SpotifyException(
          SpotifyErrorKind.CONFIGURATION,
          ("cannot listen on 127.0.0.1:%d (%s); stop the program that uses the port, or choose"
                  + " another --port and add http://127.0.0.1:PORT/callback to the app's redirect"
                  + " URIs")
              .formatted(port, taken.getMessage()),
          taken);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "authorize");
    thread.setDaemon(true);
    return thread;
  }

  URI redirectUri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  /** Waits for the next callback and returns it; null if none arrives within the given time. */
  @Nullable AuthorizationCallback await(Duration time) {
    try {
      return answers.poll(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      throw InterruptibleWaits.interruption(stop);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      reject(exchange, 404); // a request for another path, such as a browser's request for an icon
    } else if (!exchange.getRequestMethod().equals("GET")) {
      reject(exchange, 405);
    } else {
      answers.add(new AuthorizationCallback(exchange));
    }
  }

  private static void reject(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
