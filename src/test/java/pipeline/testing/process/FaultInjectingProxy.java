package pipeline.testing.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A proxy between the jar and a local server. It records requests and injects faults: it refuses
 * requests, drops responses or changes the server's Date. It passes on all other data unchanged,
 * including signatures. Each connection carries one request.
 */
public final class FaultInjectingProxy implements AutoCloseable {
  private static final Pattern DATE = Pattern.compile("(?im)^Date: (.*)$");
  private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: (\\d+)");
  private static final String DENIED =
      "<Error><Code>%s</Code><Message>not any more</Message></Error>";

  private final ServerSocket listener;
  private final URI server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Predicate<String> isRefused;
  private final String refusalResponse;
  private final UnaryOperator<String> responseFilter;

  private FaultInjectingProxy(
      URI server,
      Predicate<String> refused,
      String refusalResponse,
      UnaryOperator<String> responseFilter) {
    this(ServerSocketFactory.getDefault(), server, refused, refusalResponse, responseFilter);
  }

  private FaultInjectingProxy(
      ServerSocketFactory sockets,
      URI server,
      Predicate<String> refused,
      String refusalResponse,
      UnaryOperator<String> responseFilter) {
    this.server = server;
    this.isRefused = refused;
    this.refusalResponse = refusalResponse;
    this.responseFilter = responseFilter;
    try {
      this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Thread accepting = new Thread(this::accept, "between");
    accepting.setDaemon(true);
    accepting.start();
  }

  /** Starts a proxy that only records. */
  public static FaultInjectingProxy recording(URI server) {
    return droppingResponses(server, line -> false);
  }

  /** Starts a proxy that only records, with TLS towards the jar. */
  public static FaultInjectingProxy overTls(URI server, SSLContext keys) {
    return new FaultInjectingProxy(
        keys.getServerSocketFactory(), server, line -> false, "", answer -> answer);
  }

  /**
   * Starts a proxy that denies requests, as S3 does without a permission.
   *
   * @param denied selects requests by their first line
   */
  public static FaultInjectingProxy denying(URI server, Predicate<String> denied) {
    return refusing(server, "403 Forbidden", DENIED.formatted("AccessDenied"), denied);
  }

  /** Starts a proxy that refuses requests, as S3 does with revoked keys. */
  public static FaultInjectingProxy revoking(URI server, Predicate<String> refused) {
    return refusing(server, "403 Forbidden", DENIED.formatted("InvalidAccessKeyId"), refused);
  }

  /** Starts a proxy that answers requests itself. */
  public static FaultInjectingProxy refusing(
      URI server, String status, String body, Predicate<String> refused) {
    String head = "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n";
    return new FaultInjectingProxy(
        server, refused, head.formatted(status, body.length()) + body, answer -> answer);
  }

  /** Starts a proxy that passes requests on and drops their responses. */
  public static FaultInjectingProxy droppingResponses(URI server, Predicate<String> lost) {
    return new FaultInjectingProxy(server, lost, "", answer -> answer);
  }

  /** Starts a proxy that shifts the Date header of each response. */
  public static FaultInjectingProxy withClock(URI server, Duration ahead) {
    return new FaultInjectingProxy(
        server,
        line -> false,
        "",
        head ->
            DATE.matcher(head)
                .replaceAll(
                    date ->
                        "Date: "
                            + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                ZonedDateTime.parse(
                                        date.group(1).strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .plus(ahead))
                            + "\r"));
  }

  public URI uri() {
    String scheme = listener instanceof SSLServerSocket ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort() + server.getRawPath());
  }

  /** Returns the recorded requests. Each character stands for one byte. */
  public List<String> requests() {
    return requests;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread serving = new Thread(() -> serve(client), "between");
        serving.setDaemon(true);
        serving.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket accepted) {
    try (Socket client = accepted;
        Socket upstream = new Socket(server.getHost(), server.getPort())) {
      String head = readHead(client.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      byte[] body = readBody(head, client);
      requests.add(head + new String(body, ISO_8859_1));
      OutputStream out = client.getOutputStream();
      boolean filterResponse = isRefused.test(head.lines().findFirst().orElse(""));
      if (filterResponse && !refusalResponse.isEmpty()) {
        out.write(refusalResponse.getBytes(ISO_8859_1));
        return;
      }
      upstream.getOutputStream().write(closeConnection(head).getBytes(ISO_8859_1));
      upstream.getOutputStream().write(body);
      upstream.getOutputStream().flush();
      String responseHead = readHead(upstream.getInputStream());
      if (filterResponse) {
        return;
      }
      out.write(closeConnection(responseFilter.apply(responseHead)).getBytes(ISO_8859_1));
      upstream.getInputStream().transferTo(out);
    } catch (IOException gone) {
      // One side closed the connection.
    }
  }

  private static byte[] readBody(String head, Socket client) throws IOException {
    if (head.contains("100-continue")) {
      client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
    }
    var length = LENGTH.matcher(head);
    return client
        .getInputStream()
        .readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
  }

  /** Reads up to and including the empty line. */
  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.write(next);
      last = (last << 8) | next;
      if (last == 0x0d0a0d0a) {
        break;
      }
    }
    return head.toString(ISO_8859_1);
  }

  /** Adds {@code Connection: close}, so that the response ends with the connection. */
  private static String closeConnection(String head) {
    String[] lines = head.split("\r\n", -1);
    return Arrays.stream(lines)
        .filter(line -> !line.regionMatches(true, 0, "Connection:", 0, 11))
        .filter(line -> !line.regionMatches(true, 0, "Expect:", 0, 7))
        .collect(Collectors.joining("\r\n"))
        .replaceFirst("\r\n", "\r\nConnection: close\r\n");
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
