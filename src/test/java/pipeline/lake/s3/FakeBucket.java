package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utils.BinaryUtils;
import software.amazon.awssdk.utils.Md5Utils;

/**
 * A bucket in memory that behaves like Amazon's S3, without checking signatures. A test overrides
 * methods to imitate a server that behaves differently.
 */
class FakeBucket implements AutoCloseable {
  static final String NAME = "bucket";
  private static final Instant START = Instant.parse("2024-01-01T00:00:00.123Z");

  private final HttpServer server;
  private final SortedMap<String, StoredVersion> objects = new TreeMap<>();
  private final Map<String, byte[]> parts = new TreeMap<>();
  private final List<ReceivedRequest> requests = new ArrayList<>();

  /** A version of an object. */
  @SuppressWarnings("ArrayRecordComponent") // The arrays are neither changed nor compared.
  record StoredVersion(byte[] bytes, Instant written) {
    String tag() {
      return BinaryUtils.toHex(Md5Utils.computeMD5Hash(bytes));
    }
  }

  /**
   * A received request.
   *
   * @param headers header values by lower-case names
   */
  @SuppressWarnings("ArrayRecordComponent") // The array is neither changed nor compared.
  record ReceivedRequest(
      String method, String path, String query, Map<String, String> headers, byte[] body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    boolean isListing() {
      return query.contains("list-type");
    }

    boolean isChunked() {
      return header("x-amz-content-sha256").startsWith("STREAMING-");
    }
  }

  /** An error response. */
  record ErrorResponse(int status, Map<String, String> headers, String body) {
    static ErrorResponse xml(int status, String code, String message) {
      return new ErrorResponse(
          status,
          Map.of(),
          "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, message));
    }

    static ErrorResponse plain(int status, String body) {
      return new ErrorResponse(status, Map.of(), body);
    }
  }

  FakeBucket() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Creates a bucket with other forms of ETags. In both forms, {@code %s} stands for the tag. An
   * empty form means that there is no ETag.
   *
   * @param inListings form in listings
   * @param inHeaders form in response headers
   */
  static FakeBucket withTags(String inListings, String inHeaders) {
    return new FakeBucket() {
      @Override
      String tagInListing(String tag) {
        return inListings.formatted(tag).replace("\"", "&quot;");
      }

      @Override
      String tagInHeaders(String tag) {
        return inHeaders.formatted(tag);
      }
    };
  }

  /** Creates a bucket that stores the chunk frames of an upload as content. */
  static FakeBucket storingFrames() {
    return new FakeBucket() {
      @Override
      byte[] content(ReceivedRequest put) {
        return put.body();
      }
    };
  }

  /** Creates a bucket that answers each request with an error. */
  static FakeBucket failing(ErrorResponse error) {
    return new FakeBucket() {
      @Override
      Optional<ErrorResponse> findError(ReceivedRequest request) {
        return Optional.of(error);
      }
    };
  }

  /** Returns the error for a request, or an empty result if the request is processed normally. */
  Optional<ErrorResponse> findError(ReceivedRequest request) {
    return Optional.empty();
  }

  /** Returns the bytes that a PUT stores. */
  byte[] content(ReceivedRequest put) {
    return put.header("x-amz-decoded-content-length").isEmpty()
        ? put.body()
        : withoutChunks(put.body());
  }

  /** Returns the ETag in a listing, as XML; empty to omit it. */
  String tagInListing(String tag) {
    return "&quot;" + tag + "&quot;";
  }

  /** Returns the ETag in response headers; empty to omit it. */
  String tagInHeaders(String tag) {
    return "\"" + tag + "\"";
  }

  /** Returns whether a condition holds for the version with this tag. */
  boolean matches(String ifMatch, String tag) {
    return ifMatch.equals("\"" + tag + "\"");
  }

  final String endpoint() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  final Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", endpoint(),
        "AWS_ACCESS_KEY_ID", "id",
        "AWS_SECRET_ACCESS_KEY", "hidden-secret");
  }

  final synchronized List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  final List<ReceivedRequest> uploads() {
    return requests().stream().filter(request -> request.method().equals("PUT")).toList();
  }

  final synchronized Map<String, String> contents() {
    return objects.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, one -> new String(one.getValue().bytes(), ISO_8859_1)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      ReceivedRequest request =
          new ReceivedRequest(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""),
              exchange.getRequestHeaders().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          header -> header.getKey().toLowerCase(Locale.ROOT),
                          header -> String.join(",", header.getValue()))),
              exchange.getRequestBody().readAllBytes());
      answer(exchange, request);
    }
  }

  private synchronized void answer(HttpExchange exchange, ReceivedRequest request)
      throws IOException {
    requests.add(request);
    Optional<ErrorResponse> error = findError(request);
    if (error.isPresent()) {
      respondWithError(exchange, error.get());
      return;
    }
    String key = request.path().replaceFirst("^/" + NAME + "/?", "");
    switch (request.method()) {
      case "PUT" -> put(exchange, key, request);
      case "POST" -> completeOrBegin(exchange, key, request);
      case "DELETE" -> {
        objects.remove(key);
        reply(exchange, 204, "");
      }
      default -> {
        if (key.isEmpty()) {
          list(exchange, request);
        } else {
          get(exchange, key, request);
        }
      }
    }
  }

  private static void respondWithError(HttpExchange exchange, ErrorResponse error)
      throws IOException {
    error.headers().forEach(exchange.getResponseHeaders()::set);
    reply(exchange, error.status(), error.body());
  }

  private void put(HttpExchange exchange, String key, ReceivedRequest request) throws IOException {
    byte[] bytes = content(request);
    if (request.query().contains("partNumber")) {
      parts.put("%05d".formatted(parts.size()), bytes);
    } else {
      store(key, bytes);
    }
    tag(exchange, new StoredVersion(bytes, START));
    reply(exchange, 200, "");
  }

  private void store(String key, byte[] bytes) {
    objects.put(key, new StoredVersion(bytes, START.plusSeconds(10L * requests.size())));
  }

  private void completeOrBegin(HttpExchange exchange, String key, ReceivedRequest request)
      throws IOException {
    if (!request.query().contains("uploadId")) {
      reply(exchange, 200, "<R><UploadId>upload</UploadId></R>");
      return;
    }
    ByteArrayOutputStream complete = new ByteArrayOutputStream();
    parts.values().forEach(complete::writeBytes);
    parts.clear();
    store(key, complete.toByteArray());
    reply(exchange, 200, "<R><ETag>whole</ETag></R>");
  }

  private void get(HttpExchange exchange, String key, ReceivedRequest request) throws IOException {
    StoredVersion version = objects.get(key);
    if (version == null) {
      respondWithError(exchange, ErrorResponse.xml(404, "NoSuchKey", "none"));
      return;
    }
    String condition = request.header("if-match");
    if (!condition.isEmpty() && !matches(condition, version.tag())) {
      respondWithError(exchange, ErrorResponse.xml(412, "PreconditionFailed", "another"));
      return;
    }
    byte[] bytes = version.bytes();
    String[] ends = request.header("range").replace("bytes=", "").split("-", 2);
    boolean last = ends[0].isEmpty();
    int count = Integer.parseInt(ends[1]);
    int from = last ? Math.max(0, bytes.length - count) : Integer.parseInt(ends[0]);
    int to = last ? bytes.length - 1 : Math.min(count, bytes.length - 1);
    if (from > to) {
      respondWithError(exchange, ErrorResponse.xml(416, "InvalidRange", "beyond its end"));
      return;
    }
    tag(exchange, version);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, to, bytes.length));
    reply(exchange, 206, new String(bytes, from, to + 1 - from, ISO_8859_1));
  }

  private void tag(HttpExchange exchange, StoredVersion version) {
    String tag = tagInHeaders(version.tag());
    if (!tag.isEmpty()) {
      exchange.getResponseHeaders().set("ETag", tag);
    }
    exchange
        .getResponseHeaders()
        .set(
            "Last-Modified",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                version.written().atOffset(ZoneOffset.UTC)));
  }

  private void list(HttpExchange exchange, ReceivedRequest request) throws IOException {
    String prefix = parameter(request, "prefix");
    String delimiter = parameter(request, "delimiter");
    SortedSet<String> folders = new TreeSet<>();
    StringBuilder listed = new StringBuilder();
    objects.forEach(
        (key, version) -> {
          int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
          if (key.startsWith(prefix) && end >= 0) {
            folders.add(key.substring(0, end + 1));
          } else if (key.startsWith(prefix)) {
            listed.append(listed(key, version));
          }
        });
    folders.forEach(
        folder ->
            listed.append(
                "<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>".formatted(folder)));
    reply(
        exchange,
        200,
        "<ListBucketResult><IsTruncated>false</IsTruncated>" + listed + "</ListBucketResult>");
  }

  private static String parameter(ReceivedRequest request, String name) {
    return Stream.of(request.query().split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  private String listed(String key, StoredVersion version) {
    String tag = tagInListing(version.tag());
    return "<Contents><Key>%s</Key><LastModified>%s</LastModified>%s<Size>%d</Size></Contents>"
        .formatted(
            key,
            version.written(),
            tag.isEmpty() ? "" : "<ETag>" + tag + "</ETag>",
            version.bytes().length);
  }

  /**
   * Decodes chunks of the form {@code length;signature CRLF bytes CRLF}. The last chunk is empty.
   */
  private static byte[] withoutChunks(byte[] body) {
    ByteArrayInputStream in = new ByteArrayInputStream(body);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      while (true) {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
          head.append((char) next);
        }
        int length = Integer.parseInt(head.toString().strip().replaceFirst(";.*", ""), 16);
        if (length == 0) {
          return out.toByteArray();
        }
        out.write(in.readNBytes(length));
        in.skipNBytes(2);
      }
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(body.startsWith("<") ? UTF_8 : ISO_8859_1);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
