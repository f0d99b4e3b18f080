package pipeline.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Requests and replies on a connection. */
public final class HttpExchangeAdapter {
  /** A larger body is nobody's token request. */
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
        new String(body, StandardCharsets.UTF_8),
        0);
  }

  private static String orEmpty(@Nullable String part) {
    return part == null ? "" : part;
  }

  /** As the client calls us, so that next leads back by the same name. */
  private static String origin(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    boolean plain = host != null && host.matches("[A-Za-z0-9.:\\[\\]-]+");
    return "http://" + (plain ? host : "127.0.0.1:" + exchange.getLocalAddress().getPort());
  }

  public static void write(SimResponse reply, HttpExchange exchange) throws IOException {
    switch (reply.delivery()) {
      case COMPLETE -> send(reply, 1, exchange);
      case TRUNCATED -> send(reply, 2, exchange);
      case NONE -> {}
    }
  }

  /**
   * @param divisor the body is sent up to this part of it
   */
  private static void send(SimResponse reply, int divisor, HttpExchange exchange)
      throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 || head ? NO_BODY : body.length);
    if (body.length > 0 && !head) {
      OutputStream out = exchange.getResponseBody();
      out.write(body, 0, body.length / divisor);
      out.flush();
    }
  }
}
