package pipeline.startup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * A server on loopback that has one response for each kind of S3 request, and stores nothing. A
 * training run sends requests to this server, so that the JVM loads the classes that send requests
 * and parse responses.
 */
public final class TrainingS3Server implements AutoCloseable {
  /** The only object in every list. Its size is one byte. */
  public static final String KEY = "raw/training/object";

  /** A key without an object. */
  public static final String MISSING_KEY = "raw/training/missing";

  private static final String LAKE = "lake";
  private static final byte[] CONTENT = {1};
  private static final byte[] LIST =
      """
      <ListBucketResult>
        <IsTruncated>false</IsTruncated>
        <Contents>
          <Key>%1$s/%2$s</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified>
          <ETag>"tag"</ETag><Size>1</Size>
        </Contents>
        <CommonPrefixes><Prefix>%1$s/raw/training/</Prefix></CommonPrefixes>
      </ListBucketResult>
      """
          .formatted(LAKE, KEY)
          .getBytes(US_ASCII);

  private static final byte[] COPY =
      "<CopyObjectResult><ETag>\"tag\"</ETag></CopyObjectResult>".getBytes(US_ASCII);

  private static final byte[] NO_SUCH_KEY =
      "<Error><Code>NoSuchKey</Code></Error>".getBytes(US_ASCII);

  private final HttpServer server;

  private TrainingS3Server(HttpServer server) {
    this.server = server;
    server.createContext("/", TrainingS3Server::respond);
    server.start();
  }

  public static TrainingS3Server open() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new TrainingS3Server(HttpServer.create(anyPort, 0));
  }

  /** Returns the address of a lake on this server. */
  public String uri() {
    return "s3://training/" + LAKE;
  }

  /** Returns the variables that make the AWS SDK use this server. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3",
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "AWS_REGION",
        "us-east-1",
        "AWS_ACCESS_KEY_ID",
        "training",
        "AWS_SECRET_ACCESS_KEY",
        "training");
  }

  private static void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean isRead = exchange.getRequestMethod().equals("GET");
      boolean isList = isRead && exchange.getRequestURI().getQuery() != null;
      boolean isCopy = exchange.getRequestHeaders().containsKey("x-amz-copy-source");
      exchange.getResponseHeaders().set("ETag", "\"tag\"");
      if (exchange.getRequestURI().getPath().endsWith(MISSING_KEY)) {
        send(exchange, 404, NO_SUCH_KEY);
      } else if (isRead && !isList) {
        exchange.getResponseHeaders().set("Content-Range", "bytes 0-0/1");
        send(exchange, 206, CONTENT);
      } else {
        send(exchange, 200, isList ? LIST : isCopy ? COPY : new byte[0]);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
