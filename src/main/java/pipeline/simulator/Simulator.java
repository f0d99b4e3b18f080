package pipeline.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import pipeline.simulator.http.HttpExchangeAdapter;
import pipeline.simulator.http.ServedRequest;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimResponse;
import pipeline.simulator.options.SimulatorConfig;

/**
 * A Spotify on 127.0.0.1. Its threads are daemons: who wants to serve until told otherwise must
 * wait on something else.
 */
public final class Simulator implements AutoCloseable {
  private static final int BACKLOG = 256;
  private static final int THREADS = 64;

  static {
    // Read once, when the first HttpServer is made: without it each reply waits 40 ms for an ACK.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final SimulatedSpotify spotify;
  private final HttpServer server;
  private final ExecutorService threads;
  private final Consumer<ServedRequest> listener;

  private Simulator(SimulatedSpotify spotify, HttpServer server, Consumer<ServedRequest> listener) {
    this.spotify = spotify;
    this.server = server;
    this.listener = listener;
    threads = Executors.newFixedThreadPool(THREADS, Simulator::daemon);
  }

  /**
   * Listens from here on, until closed.
   *
   * @param port 0 for any free one
   * @param clock for tokens, the quota and, where the options name no date, the date
   * @throws UncheckedIOException where the port is taken
   */
  public static Simulator start(SimulatorConfig options, int port, Clock clock) {
    return start(options, port, clock, served -> {});
  }

  /**
   * As above, and tells of what it does.
   *
   * @param listener told of every request, from the thread that answered it
   */
  public static Simulator start(
      SimulatorConfig options, int port, Clock clock, Consumer<ServedRequest> listener) {
    Simulator simulator =
        new Simulator(new SimulatedSpotify(options, clock), listen(port), listener);
    simulator.serve();
    return simulator;
  }

  private static HttpServer listen(int port) {
    try {
      byte[] loopback = {127, 0, 0, 1};
      return HttpServer.create(
          new InetSocketAddress(InetAddress.getByAddress(loopback), port), BACKLOG);
    } catch (IOException taken) {
      throw new UncheckedIOException(
          "The simulator cannot listen on 127.0.0.1:%d (%s): choose another port, or 0 for any"
              .formatted(port, taken.getMessage()),
          taken);
    }
  }

  private void serve() {
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    // The server's own thread is a daemon only where the thread that starts it is.
    Thread starter = daemon(server::start);
    starter.start();
    boolean interrupted = false;
    while (starter.isAlive()) {
      try {
        starter.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "simulator");
    thread.setDaemon(true);
    return thread;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      SimRequest request = HttpExchangeAdapter.read(exchange);
      SimResponse reply = spotify.reply(request);
      pause(reply.delayMillis());
      listener.accept(new ServedRequest(request.method(), request.target(), reply.status()));
      HttpExchangeAdapter.write(reply, exchange);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** {@code http://127.0.0.1:PORT/v1}, for SPOTIFY_API_URL. */
  public URI apiUrl() {
    return URI.create(accountsUrl() + "/v1");
  }

  /** {@code http://127.0.0.1:PORT}, for SPOTIFY_ACCOUNTS_URL; tokens are at /api/token. */
  public URI accountsUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * A refresh token as the simulated user's authorization gives one, for who wants to do without a
   * browser.
   */
  public String refreshToken() {
    return spotify.refreshToken();
  }

  /** All requests so far, those for tokens among them. */
  public long requests() {
    return requestsByKind().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Requests so far by kind: token, new-releases, search, album, album-tracks, albums, … */
  public Map<String, Long> requestsByKind() {
    return spotify.requestsByKind();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
