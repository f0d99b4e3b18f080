package pipeline.simulator.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import pipeline.simulator.http.SimResponse.ResponseDelivery;

/**
 * An adapter that reads a request from an exchange of the HTTP server, and writes the response to
 * the exchange.
 */
public final class HttpExchangeAdapter {
  /** The maximum number of bytes that are read from a request body. Further bytes are ignored. */
  private static final int MAX_BODY_SIZE = 1 << 20;

  private static final int NO_BODY = -1;
  private static final int CHUNKED = 0;

  private HttpExchangeAdapter() {}

  public static SimRequest read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_SIZE);
    return new SimRequest(
        exchange.getRequestMethod(),
        orEmpty(exchange.getRequestURI().getRawPath()),
        orEmpty(exchange.getRequestURI().getRawQuery()),
        origin(exchange),
        exchange.getRequestHeaders().getFirst("Authorization"),
        exchange.getRequestHeaders().getOrDefault("Accept-Language", List.of("*")).get(0),
        new String(body, StandardCharsets.UTF_8));
  }

  private static String orEmpty(@Nullable String part) {
    return part == null ? "" : part;
  }

  /** Returns the scheme, host and port that the client used. Next links begin with these. */
  private static String origin(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    boolean isValid = host != null && host.matches("[A-Za-z0-9.:\\[\\]-]+");
    return "http://" + (isValid ? host : "127.0.0.1:" + exchange.getLocalAddress().getPort());
  }

  /**
   * Sends a response. If the client accepts gzip, compresses the body and sends it in chunks, as
   * Spotify does.
   */
  public static void write(SimResponse response, HttpExchange exchange) throws IOException {
    if (response.delivery() == ResponseDelivery.NONE) {
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    response.headers().forEach(headers::set);
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    if (body.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(response.status(), NO_BODY);
      return;
    }
    boolean isZipped = acceptsGzip(exchange.getRequestHeaders());
    if (isZipped) {
      headers.set("Content-Encoding", "gzip");
      headers.set("Vary", "Accept-Encoding");
      body = zip(body);
    }
    boolean isComplete = response.delivery() == ResponseDelivery.COMPLETE;
    exchange.sendResponseHeaders(response.status(), isZipped && isComplete ? CHUNKED : body.length);
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, isComplete ? body.length : body.length / 2);
    if (!isComplete) {
      out.flush();
    }
  }

  private static boolean acceptsGzip(Headers request) {
    return request.getOrDefault("Accept-Encoding", List.of()).stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .anyMatch(value -> value.strip().equals("gzip"));
  }

  private static byte[] zip(byte[] body) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new FastGzipStream(zipped)) {
      out.write(body);
    }
    return zipped.toByteArray();
  }

  private static final class FastGzipStream extends GZIPOutputStream {
    FastGzipStream(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
