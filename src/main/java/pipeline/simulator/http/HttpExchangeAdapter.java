package pipeline.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Adapter that reads a request from an exchange of the HTTP server and writes the response to the
 * exchange.
 */
public final class HttpExchangeAdapter {
  /** The maximum number of bytes that are read from a request body. Further bytes are ignored. */
  private static final int MAX_BODY_SIZE = 1 << 20;

  private static final int NO_BODY = -1;

  private HttpExchangeAdapter() {}

  public static SimRequest read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_SIZE);
    return new SimRequest(
        exchange.getRequestMethod(),
        orEmpty(exchange.getRequestURI().getRawPath()),
        orEmpty(exchange.getRequestURI().getRawQuery()),
        origin(exchange),
        exchange.getRequestHeaders().getFirst("Authorization"),
        new String(body, StandardCharsets.UTF_8));
  }

  private static String orEmpty(@Nullable String part) {
    return part == null ? "" : part;
  }

  /**
   * Returns the origin that the client used, so that next links have the host name that the client
   * used.
   */
  private static String origin(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    boolean isValid = host != null && host.matches("[A-Za-z0-9.:\\[\\]-]+");
    return "http://" + (isValid ? host : "127.0.0.1:" + exchange.getLocalAddress().getPort());
  }

  public static void write(SimResponse response, HttpExchange exchange) throws IOException {
    switch (response.delivery()) {
      case COMPLETE -> send(response, 1, exchange);
      case TRUNCATED -> send(response, 2, exchange);
      case NONE -> {}
    }
  }

  /**
   * Sends the headers and the beginning of the body.
   *
   * @param divisor the length of the body is divided by this number to get the number of bytes to
   *     send; 1 sends the whole body
   */
  private static void send(SimResponse response, int divisor, HttpExchange exchange)
      throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        response.status(), body.length == 0 || isHead ? NO_BODY : body.length);
    if (body.length > 0 && !isHead) {
      OutputStream out = exchange.getResponseBody();
      out.write(body, 0, body.length / divisor);
      out.flush();
    }
  }
}
