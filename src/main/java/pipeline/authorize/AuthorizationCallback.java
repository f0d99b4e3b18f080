package pipeline.authorize;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The browser's request to the redirect URI after the user's decision. */
final class AuthorizationCallback {
  private final HttpExchange exchange;
  private final Map<String, String> parameters;

  AuthorizationCallback(HttpExchange exchange) {
    this.exchange = exchange;
    this.parameters = parse(exchange.getRequestURI().getRawQuery());
  }

  /** Returns the parameters by name. A parameter that occurs more than once has an empty value. */
  private static Map<String, String> parse(@Nullable String query) {
    Map<String, String> values = new HashMap<>();
    for (String pair : (query == null ? "" : query).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String value = decode(pair.substring(equals + 1));
        values.merge(decode(pair.substring(0, equals)), value, (first, second) -> "");
      }
    }
    return values;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return "";
    }
  }

  @Nullable String state() {
    return parameters.get("state");
  }

  Optional<String> code() {
    return Optional.ofNullable(parameters.get("code")).filter(code -> !code.isBlank());
  }

  /** Returns the error code; empty if there is none. */
  String error() {
    return parameters.getOrDefault("error", "");
  }

  /** Sends the page to the browser. Ignores an error if the browser has closed the connection. */
  void respond(CallbackPage page) {
    try (exchange) {
      byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange
          .getResponseHeaders()
          .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
      exchange.sendResponseHeaders(page.status(), html.length);
      exchange.getResponseBody().write(html);
    } catch (IOException gone) {
      // Nobody reads the page. The exchange is already closed.
    }
  }
}
