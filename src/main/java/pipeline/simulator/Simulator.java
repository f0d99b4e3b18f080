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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import pipeline.simulator.http.HttpExchangeAdapter;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimResponse;
import pipeline.simulator.options.SimulatorConfig;

/**
 * A simulated Spotify on 127.0.0.1. Its threads are daemon threads, so the caller must keep the
 * process running.
 */
public final class Simulator implements AutoCloseable {
  private static final int BACKLOG = 256;
  private static final int THREADS = 64;

  static {
    // The JDK reads this property when it creates the first HttpServer. Without the property, each
    // response waits 40 ms for an ACK.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /**
   * A request that the simulator has answered.
   *
   * @param target the path with the query
   * @param status the status of the response, even if a fault prevents its delivery
   */
  public record ServedRequest(String method, String target, int status) {}

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
   * Starts a simulator that listens until it is closed.
   *
   * @param port the port; 0 for any free port
   * @param clock the clock for tokens and quotas, and for the date of the listing if the
   *     configuration has no date
   * @throws UncheckedIOException if the simulator cannot listen on the port
   */
  public static Simulator start(SimulatorConfig config, int port, Clock clock) {
    return start(config, port, clock, served -> {});
  }

  /**
   * Starts a simulator that reports its requests.
   *
   * @param listener the listener that is called for each request, in the thread that answers the
   *     request
   * @see #start(SimulatorConfig, int, Clock)
   */
  public static Simulator start(
      SimulatorConfig config, int port, Clock clock, Consumer<ServedRequest> listener) {
    Simulator simulator =
        new Simulator(new SimulatedSpotify(config, clock), listen(port), listener);
    simulator.serve();
    return simulator;
  }

  private static HttpServer listen(int port) {
    try {
      byte[] loopback = {127, 0, 0, 1};
      return HttpServer.create(
          new InetSocketAddress(InetAddress.getByAddress(loopback), port), BACKLOG);
    } catch (IOException inUse) {
      throw new UncheckedIOException(
          "the simulator cannot listen: 127.0.0.1:%d (%s); choose another port with --port, or 0 for any free port"
              .formatted(port, inUse.getMessage()),
          inUse);
    }
  }

  private void serve() {
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    // The thread of HttpServer is a daemon thread only if a daemon thread calls start.
    CompletableFuture.runAsync(server::start, threads).join();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "simulator");
    thread.setDaemon(true);
    return thread;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      SimRequest request = HttpExchangeAdapter.read(exchange);
      SimResponse response = spotify.answer(request);
      pause(response.delayMillis());
      listener.accept(new ServedRequest(request.method(), request.target(), response.status()));
      HttpExchangeAdapter.write(response, exchange);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns {@code http://127.0.0.1:PORT/v1}, the value for SPOTIFY_API_URL. */
  public URI apiUrl() {
    return URI.create(accountsUrl() + "/v1");
  }

  /** Returns {@code http://127.0.0.1:PORT}, the value for SPOTIFY_ACCOUNTS_URL. */
  public URI accountsUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns a refresh token with all scopes, as if the user had authorized an app. */
  public String refreshToken() {
    return spotify.refreshToken();
  }

  /** Returns the number of requests so far, including those for tokens. */
  public long requests() {
    return requestsByKind().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the number of requests so far by kind, such as token, new-releases and search. */
  public Map<String, Long> requestsByKind() {
    return spotify.requestsByKind();
  }

  /**
   * Returns the number of API requests that the quotas have accepted so far, by endpoint family.
   * Does not count a request if a fault answers it before the quotas are checked.
   */
  public Map<String, Long> acceptedByFamily() {
    return spotify.familyQuotas().acceptedRequests();
  }

  /**
   * Returns the number of API requests that a quota of 24 hours has refused so far, by endpoint
   * family.
   */
  public Map<String, Long> refusedByFamily() {
    return spotify.familyQuotas().refusedRequests();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
