package pipeline.spotify.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;

/**
 * Checks that requests do not follow redirects, so that the token and the secret are not sent to
 * another place.
 */
@Timeout(30)
class RedirectTest {
  private static final String TOKEN = "{\"access_token\":\"abc\"}";
  private static final String ALBUMS = "{\"albums\":{\"items\":[{\"id\":\"a\"}],\"total\":1}}";

  private final List<Socket> redirected = new CopyOnWriteArrayList<>();
  private final List<String> requestedPaths = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private ServerSocket elsewhere;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(this::accept, "elsewhere");
    accepting.setDaemon(true);
    accepting.start();
  }

  @AfterEach
  void close() throws IOException {
    elsewhere.close();
    server.stop(0);
  }

  private void accept() {
    try {
      while (true) {
        Socket stranger = elsewhere.accept();
        redirected.add(stranger);
        stranger.close();
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void answer(String path, int status, String location, String body) {
    server.createContext(
        path,
        exchange -> {
          requestedPaths.add(exchange.getRequestURI().getPath());
          if (status >= 300) {
            exchange.getResponseHeaders().set("Location", location);
          }
          send(exchange, status, body);
        });
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private SpotifyException failure() {
    return assertThrows(SpotifyException.class, this::newReleases);
  }

  private PagedResult<Album> newReleases() {
    URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    SpotifySettings settings = FakeClients.forServer(here, here, "the-id", "the-secret", 0);
    Clock clock = Clock.systemUTC();
    try (SpotifyClient client =
        SpotifyClient.open(settings, StateStore.inMemory(), clock, new Random(1))) {
      return client.newReleases(10);
    }
  }

  /** Returns redirects to another port, host, scheme or path on this machine. */
  private static Stream<Arguments> redirects() {
    return Stream.of(
            "http://127.0.0.1:OTHER/browse/new-releases",
            "http://localhost:OTHER/browse/new-releases",
            "https://127.0.0.1:OTHER/browse/new-releases",
            "//localhost:OTHER/browse/new-releases",
            "http://127.0.0.1:SAME/elsewhere",
            "http://localhost:SAME/elsewhere",
            "/elsewhere")
        .flatMap(
            place ->
                IntStream.of(301, 302, 303, 307, 308)
                    .mapToObj(status -> Arguments.of(status, place)));
  }

  private String here(String place) {
    return place
        .replace("OTHER", Integer.toString(elsewhere.getLocalPort()))
        .replace("SAME", Integer.toString(server.getAddress().getPort()));
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void redirectOfTheApiIsNotFollowed(int status, String place) {
    answer("/api/token", 200, "", TOKEN);
    answer("/browse/new-releases", status, here(place), "");
    answer("/elsewhere", 200, "", ALBUMS);

    assertEquals(SpotifyErrorKind.PROTOCOL, failure().kind());

    assertEquals(List.of("/api/token", "/browse/new-releases"), requestedPaths);
    assertEquals(List.of(), redirected);
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void redirectOfTheAccountsServiceIsNotFollowed(int status, String place) {
    answer("/api/token", status, here(place), "");
    answer("/browse/new-releases", 200, "", ALBUMS);
    answer("/elsewhere", 200, "", TOKEN);

    SpotifyException refusal = failure();

    assertEquals(SpotifyErrorKind.PROTOCOL, refusal.kind());
    assertTrue(refusal.getMessage().contains("SPOTIFY_ACCOUNTS_URL"), refusal.getMessage());
    assertEquals(List.of("/api/token"), requestedPaths);
    assertEquals(List.of(), redirected);
  }

  @Test
  void responseWithoutARedirectIsRead() {
    answer("/api/token", 200, "", TOKEN);
    answer("/browse/new-releases", 200, "", ALBUMS);

    assertEquals(1, newReleases().items().size());
  }
}
