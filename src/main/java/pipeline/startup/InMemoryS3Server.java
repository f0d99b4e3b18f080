package pipeline.startup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of S3 that the stages use, in memory and on loopback, so that the class-data archive
 * contains the classes of the S3 client. It checks nothing and has no other use.
 */
public final class InMemoryS3Server implements AutoCloseable {
  private static final String NAME = "training";
  private static final byte[] EMPTY = new byte[0];

  private final HttpServer server;
  private final SortedMap<String, byte[]> objects = new TreeMap<>();

  private InMemoryS3Server(HttpServer server) {
    this.server = server;
    server.createContext("/", this::answer);
    server.start();
  }

  public static InMemoryS3Server open() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new InMemoryS3Server(HttpServer.create(anyPort, 0));
  }

  /** Returns the environment that makes this server the lake of a run. */
  public Map<String, String> settings() {
    return Map.of(
        "LAKE",
        "s3://" + NAME + "/lake",
        "AWS_ENDPOINT_URL_S3",
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "AWS_REGION",
        "us-east-1",
        "AWS_ACCESS_KEY_ID",
        NAME,
        "AWS_SECRET_ACCESS_KEY",
        NAME);
  }

  /** Handles one request at a time: the server has one thread. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String key = exchange.getRequestURI().getPath().replaceFirst("^/" + NAME + "/?", "");
      switch (exchange.getRequestMethod()) {
        case "PUT" -> put(exchange, key, body);
        case "DELETE" -> {
          objects.remove(key);
          reply(exchange, 204, EMPTY);
        }
        default -> {
          if (key.isEmpty()) {
            list(exchange);
          } else {
            get(exchange, key);
          }
        }
      }
    }
  }

  private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
    boolean chunked = exchange.getRequestHeaders().containsKey("x-amz-decoded-content-length");
    byte[] bytes = chunked ? decodeChunks(body) : body;
    objects.put(key, bytes);
    setEtag(exchange, bytes);
    reply(exchange, 200, EMPTY);
  }

  /**
   * Removes the frames of the SDK's chunked uploads: {@code length;extension CRLF bytes CRLF},
   * repeated, with an empty last one.
   */
  private static byte[] decodeChunks(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = new String(body, ISO_8859_1);
    for (int at = 0; at < text.length(); ) {
      int line = text.indexOf("\r\n", at);
      int length = Integer.parseInt(text.substring(at, line).split(";", 2)[0], 16);
      if (length == 0) {
        break;
      }
      bytes.write(body, line + 2, length);
      at = line + 2 + length + 2;
    }
    return bytes.toByteArray();
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    byte[] bytes = objects.get(key);
    if (bytes == null) {
      reply(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>".getBytes(UTF_8));
      return;
    }
    setEtag(exchange, bytes);
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      reply(exchange, 200, bytes);
      return;
    }
    String[] ends = range.replace("bytes=", "").split("-", 2);
    boolean last = ends[0].isEmpty();
    int count = Integer.parseInt(ends[1]);
    int from = last ? Math.max(0, bytes.length - count) : Integer.parseInt(ends[0]);
    int to = last ? bytes.length - 1 : Math.min(count, bytes.length - 1);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + to + "/" + bytes.length);
    reply(exchange, 206, Arrays.copyOfRange(bytes, from, to + 1));
  }

  private void list(HttpExchange exchange) throws IOException {
    Map<String, String> parameters = parameters(exchange.getRequestURI().getQuery());
    String prefix = parameters.getOrDefault("prefix", "");
    String delimiter = parameters.getOrDefault("delimiter", "");
    StringBuilder found = new StringBuilder();
    SortedMap<String, String> folders = new TreeMap<>();
    for (Map.Entry<String, byte[]> object : objects.tailMap(prefix).entrySet()) {
      String key = object.getKey();
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      if (key.startsWith(prefix) && end >= 0) {
        String folder = key.substring(0, end + 1);
        folders.put(folder, "<CommonPrefixes><Prefix>" + folder + "</Prefix></CommonPrefixes>");
      } else if (key.startsWith(prefix)) {
        found.append(
            "<Contents><Key>%s</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified><ETag>%s</ETag><Size>%d</Size></Contents>"
                .formatted(key, etag(object.getValue()), object.getValue().length));
      }
    }
    folders.values().forEach(found::append);
    reply(
        exchange,
        200,
        ("<ListBucketResult><IsTruncated>false</IsTruncated>" + found + "</ListBucketResult>")
            .getBytes(UTF_8));
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return parameters;
  }

  private static void setEtag(HttpExchange exchange, byte[] bytes) {
    exchange.getResponseHeaders().set("ETag", etag(bytes));
  }

  private static String etag(byte[] bytes) {
    return String.format(Locale.ROOT, "\"%08x-%d\"", Arrays.hashCode(bytes), bytes.length);
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
