package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * A server that gives the same response to every request. It imitates responses that no test server
 * gives.
 */
final class FakeS3 implements AutoCloseable {
  private final HttpServer server;
  private final String scheme;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private FakeS3(HttpServer server, String scheme, int status, String body) {
    this.server = server;
    this.scheme = scheme;
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("x-amz-server-side-encryption")
                  + " "
                  + exchange
                      .getRequestHeaders()
                      .getFirst("x-amz-server-side-encryption-aws-kms-key-id"));
          exchange.getRequestBody().readAllBytes();
          byte[] bytes = body.getBytes(UTF_8);
          exchange.getResponseHeaders().add("x-amz-bucket-region", "eu-central-1");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  static FakeS3 failing(int status, String code) {
    return start(
        status, "<Error><Code>" + code + "</Code><Message>the server's words</Message></Error>");
  }

  static FakeS3 answering(int status, String body) {
    return start(status, body);
  }

  private static FakeS3 start(int status, String body) {
    try {
      return new FakeS3(HttpServer.create(loopback(), 0), "http", status, body);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Starts a server with an empty bucket behind TLS. */
  static FakeS3 encrypted(SSLContext certificate) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate));
    return new FakeS3(
        server,
        "https",
        200,
        "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>");
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", endpoint().toString(),
        "AWS_ACCESS_KEY_ID", "id",
        "AWS_SECRET_ACCESS_KEY", "hidden-secret");
  }

  URI endpoint() {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
  }

  /** Returns method, path, encryption and encryption key of each request. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
