package pipeline.spotify.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.client.FakeClients;
import pipeline.spotify.http.TransportFailures.BodyTooLargeException;
import pipeline.spotify.http.TransportFailures.ProxyRefusedException;

/** Checks the transport against a server that sends given bytes. */
@Timeout(30)
class ApacheTransportTest {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  /** A server that answers each request with the same bytes, and then may close the connection. */
  private final class RawAnswerServer {
    private final ServerSocket socket;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    RawAnswerServer(byte[] answer, boolean closes) throws IOException {
      socket = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK));
      open.add(socket);
      Thread thread = new Thread(() -> accept(answer, closes), "server");
      thread.setDaemon(true);
      thread.start();
    }

    private void accept(byte[] answer, boolean closes) {
      while (!socket.isClosed()) {
        try {
          Socket connection = socket.accept();
          open.add(connection);
          connections.add(connection);
          Thread thread = new Thread(() -> serve(connection, answer, closes), "connection");
          thread.setDaemon(true);
          thread.start();
        } catch (IOException closed) {
          return;
        }
      }
    }

    private void serve(Socket connection, byte[] answer, boolean closes) {
      try (connection) {
        do {
          String head = head(connection);
          if (head.isEmpty()) {
            return;
          }
          heads.add(head);
          connection.getOutputStream().write(answer);
          connection.getOutputStream().flush();
        } while (!closes);
      } catch (IOException gone) {
        // The client closed the connection.
      }
    }

    private String head(Socket connection) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = connection.getInputStream().read();
        if (next < 0) {
          return "";
        }
        head.append((char) next);
      }
      return head.toString();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1/x?a=b");
    }
  }

  private ApacheTransport http(@Nullable URI proxy, List<String> noProxy, @Nullable Path caBundle) {
    ApacheTransport http =
        new ApacheTransport(
            new SpotifySettings(
                "id",
                "secret",
                FakeClients.API,
                FakeClients.ACCOUNTS,
                0,
                Map.of(),
                "calls",
                8,
                Duration.ZERO,
                false,
                false,
                proxy,
                noProxy,
                caBundle),
            Clock.systemUTC());
    open.add(http);
    return http;
  }

  private ApiResponse get(URI uri) throws IOException {
    return http(null, List.of(), null).send(ApiRequest.get(uri, "test"));
  }

  private static byte[] answer(String status, String headers, byte[] body) {
    byte[] head =
        ("HTTP/1.1 " + status + "\r\n" + headers + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head);
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static byte[] answer(String status, String headers, String body) {
    return answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void responseHasStatusHeadersAndBody() throws IOException {
    RawAnswerServer server =
        new RawAnswerServer(
            answer("200 OK", "Content-Length: 7\r\nX-Some: One\r\n", "{\"é\":1"), false);

    ApiResponse reply = get(server.uri());

    assertEquals(200, reply.status());
    assertEquals("{\"é\":1", reply.text());
    assertEquals("One", reply.header("x-SOME").orElseThrow());
    assertTrue(server.heads.get(0).startsWith("GET /v1/x?a=b HTTP/1.1\r\n"));
  }

  @Test
  void requestIsSentUnchanged() throws IOException {
    RawAnswerServer server =
        new RawAnswerServer(answer("200 OK", "Content-Length: 2\r\n", "{}"), true);
    ApiRequest call = ApiRequest.tokenForm(server.uri(), "a=b", "Basic xyz");

    http(null, List.of(), null).send(call);

    String head = server.heads.get(0);
    assertTrue(head.contains("Authorization: Basic xyz"), head);
    assertTrue(head.contains("Content-Type: application/x-www-form-urlencoded"), head);
    assertTrue(head.contains("Content-Length: 3"), head);
  }

  @Test
  void connectionsAreReused() throws IOException {
    RawAnswerServer server =
        new RawAnswerServer(answer("200 OK", "Content-Length: 2\r\n", "{}"), false);
    ApacheTransport http = http(null, List.of(), null);

    for (int i = 0; i < 10; i++) {
      http.send(ApiRequest.get(server.uri(), "test"));
    }

    assertEquals(10, server.heads.size());
    assertEquals(1, server.connections.size());
  }

  @Test
  void truncatedBodyFails() throws IOException {
    RawAnswerServer server =
        new RawAnswerServer(answer("200 OK", "Content-Length: 100\r\n", "{\"items\":["), true);

    assertThrows(IOException.class, () -> get(server.uri()));
  }

  @Test
  void truncatedChunkFails() throws IOException {
    RawAnswerServer server =
        new RawAnswerServer(
            answer("200 OK", "Transfer-Encoding: chunked\r\n", "20\r\n{\"items\""), true);

    assertThrows(IOException.class, () -> get(server.uri()));
  }

  @Test
  void failedRequestIsNotRepeated() throws IOException {
    RawAnswerServer silent = new RawAnswerServer(new byte[0], true);
    RawAnswerServer busy =
        new RawAnswerServer(
            answer("503 Busy", "Retry-After: 0\r\nContent-Length: 0\r\n", ""), true);

    assertThrows(IOException.class, () -> get(silent.uri()));
    assertEquals(503, get(busy.uri()).status());

    assertEquals(1, silent.heads.size());
    assertEquals(1, busy.heads.size());
  }

  @Test
  void redirectIsNotFollowed() throws IOException {
    RawAnswerServer elsewhere =
        new RawAnswerServer(answer("200 OK", "Content-Length: 2\r\n", "{}"), true);
    RawAnswerServer server =
        new RawAnswerServer(
            answer("302 Found", "Location: " + elsewhere.uri() + "\r\nContent-Length: 0\r\n", ""),
            true);

    assertEquals(302, get(server.uri()).status());

    assertEquals(List.of(), elsewhere.heads);
  }

  @Test
  void cookiesAreNotStored() throws IOException {
    RawAnswerServer server =
        new RawAnswerServer(
            answer("200 OK", "Set-Cookie: a=b; Path=/\r\nContent-Length: 2\r\n", "{}"), false);
    ApacheTransport http = http(null, List.of(), null);

    http.send(ApiRequest.get(server.uri(), "test"));
    http.send(ApiRequest.get(server.uri(), "test"));

    assertFalse(server.heads.get(1).contains("Cookie"));
  }

  @Test
  void gzipBodyIsDecoded() throws IOException {
    byte[] packed = gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    RawAnswerServer server =
        new RawAnswerServer(
            answer(
                "200 OK",
                "Content-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n",
                packed),
            true);

    assertEquals("{\"a\":1}", get(server.uri()).text());
    assertTrue(server.heads.get(0).contains("gzip"), "asks for it");
  }

  @Test
  void oversizedBodyIsNotRead() throws IOException {
    byte[] bomb = gzip(new byte[ApacheTransport.MAX_BODY_SIZE + 1]);
    RawAnswerServer server =
        new RawAnswerServer(
            answer(
                "200 OK",
                "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n",
                bomb),
            false);

    assertThrows(BodyTooLargeException.class, () -> get(server.uri()));
  }

  @Test
  void remoteHostsAreReachedThroughTheProxy() throws IOException {
    RawAnswerServer proxy =
        new RawAnswerServer(answer("200 OK", "Content-Length: 2\r\n", "{}"), false);
    URI throughIt = URI.create("http://user:pass@127.0.0.1:" + proxy.uri().getPort());
    ApacheTransport http = http(throughIt, List.of("direct.example"), null);

    http.send(ApiRequest.get(URI.create("http://far.example/x"), "test"));

    assertTrue(proxy.heads.get(0).startsWith("GET http://far.example/x HTTP/1.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "502 Bad Gateway, UNREACHABLE, NO_PROXY",
    "407 Who are you, CONFIGURATION, a user and a password",
    "403 Forbidden, CONFIGURATION, configure the proxy to allow the server"
  })
  void refusalOfTheProxyIsReported(String status, SpotifyErrorKind kind, String remedy)
      throws IOException {
    RawAnswerServer proxy =
        new RawAnswerServer(answer(status, "Content-Length: 2\r\n", "{}"), false);
    URI throughIt = URI.create("http://127.0.0.1:" + proxy.uri().getPort());
    ApiRequest call = ApiRequest.get(URI.create("https://far.example/x"), "test");

    ProxyRefusedException refused =
        assertThrows(
            ProxyRefusedException.class, () -> http(throughIt, List.of(), null).send(call));

    assertTrue(proxy.heads.get(0).startsWith("CONNECT far.example:443 HTTP/1.1"));
    SpotifyException translated = SpotifyErrorTranslator.translate(call, refused);
    assertEquals(kind, translated.kind());
    assertTrue(
        translated.getMessage().contains("the proxy in HTTPS_PROXY answered"),
        translated.getMessage());
    assertTrue(translated.getMessage().contains(remedy), translated.getMessage());
  }

  @Test
  void loopbackIsReachedWithoutAProxy() throws IOException {
    RawAnswerServer proxy =
        new RawAnswerServer(answer("502 Bad", "Content-Length: 2\r\n", "{}"), true);
    RawAnswerServer server =
        new RawAnswerServer(answer("200 OK", "Content-Length: 2\r\n", "{}"), true);
    URI throughIt = URI.create("http://127.0.0.1:" + proxy.uri().getPort());

    assertEquals(
        200, http(throughIt, List.of(), null).send(ApiRequest.get(server.uri(), "test")).status());
  }

  @Test
  void invalidCaBundleIsReported() {
    ApacheTransport http = http(null, List.of(), Path.of("no-such-bundle.pem"));

    SpotifyException wrong =
        assertThrows(
            SpotifyException.class,
            () -> http.send(ApiRequest.get(URI.create("https://127.0.0.1:1/"), "test")));

    assertEquals(SpotifyErrorKind.CONFIGURATION, wrong.kind());
    assertTrue(wrong.getMessage().contains("no-such-bundle.pem"));
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    return packed.toByteArray();
  }
}
