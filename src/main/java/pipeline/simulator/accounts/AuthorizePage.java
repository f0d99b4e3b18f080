package pipeline.simulator.accounts;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipeline.simulator.http.FormParameters;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimResponse;
import pipeline.simulator.options.ConsentPolicy;

/**
 * The page that requests the user's consent and then redirects the browser to the app with a code.
 */
final class AuthorizePage {
  private static final String HTML = "text/html; charset=utf-8";
  private static final long CODE_MILLIS = 600_000;
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final ConsentPolicy policy;
  private final Clock clock;
  private final Map<String, IssuedCode> codes = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();

  AuthorizePage(ConsentPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
  }

  SimResponse answer(SimRequest request) {
    Map<String, String> parameters = request.parameters();
    String problem = problem(parameters);
    if (problem != null) {
      return SimResponse.text(400, HTML, page("<h1>Error</h1><p>" + escape(problem) + "</p>"));
    }
    return switch (consent(parameters)) {
      case AGREE -> redirectBack(parameters, "code", issueCode(parameters));
      case DENY -> redirectBack(parameters, "error", "access_denied");
      case ASK -> SimResponse.text(200, HTML, consentPage(request.target(), parameters));
    };
  }

  /**
   * Returns the parameters of an authorization code, and makes the code invalid. Returns null if
   * the code is unknown or already used.
   */
  @Nullable IssuedCode redeem(String code) {
    return codes.remove(code);
  }

  private ConsentPolicy consent(Map<String, String> parameters) {
    if (policy != ConsentPolicy.ASK) {
      return policy;
    }
    return switch (parameters.getOrDefault("answer", "")) {
      case "agree" -> ConsentPolicy.AGREE;
      case "cancel" -> ConsentPolicy.DENY;
      default -> ConsentPolicy.ASK;
    };
  }

  private @Nullable String problem(Map<String, String> parameters) {
    if (parameters.getOrDefault("client_id", "").isEmpty()) {
      return "INVALID_CLIENT: Invalid client";
    }
    if (!parameters.getOrDefault("response_type", "").equals("code")) {
      return "response_type must be code";
    }
    if (!isSecure(parameters.getOrDefault("redirect_uri", ""))) {
      return "INVALID_CLIENT: Insecure redirect URI";
    }
    String challenge = parameters.get("code_challenge");
    if (challenge == null) {
      return null;
    }
    boolean s256 = parameters.getOrDefault("code_challenge_method", "").equals("S256");
    return s256 && CHALLENGE.matcher(challenge).matches()
        ? null
        : "code_challenge_method must be S256, and code_challenge a SHA-256 hash in base64url";
  }

  /**
   * Returns whether a redirect URI is allowed: https, or http with a loopback IP address. A URI
   * with a fragment, or with http and {@code localhost}, is not allowed.
   */
  private static boolean isSecure(String redirect) {
    try {
      URI uri = URI.create(redirect);
      boolean loopback = "127.0.0.1".equals(uri.getHost()) || "[::1]".equals(uri.getHost());
      return uri.getHost() != null
          && uri.getRawFragment() == null
          && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback));
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private String issueCode(Map<String, String> parameters) {
    String code = "AQcode" + Long.toString(clock.millis(), 36) + issued.incrementAndGet();
    codes.put(
        code,
        new IssuedCode(
            parameters.getOrDefault("client_id", ""),
            parameters.getOrDefault("redirect_uri", ""),
            parameters.getOrDefault("code_challenge", ""),
            Scopes.parse(parameters.getOrDefault("scope", "")),
            clock.millis() + CODE_MILLIS));
    return code;
  }

  private static SimResponse redirectBack(
      Map<String, String> parameters, String name, String value) {
    Map<String, String> result = new LinkedHashMap<>(Map.of(name, value));
    if (parameters.containsKey("state")) {
      result.put("state", parameters.get("state"));
    }
    String redirect = parameters.getOrDefault("redirect_uri", "");
    String separator = redirect.contains("?") ? "&" : "?";
    return SimResponse.text(302, HTML, "")
        .withHeader("Location", redirect + separator + FormParameters.format(result));
  }

  private static String consentPage(String target, Map<String, String> parameters) {
    return page(
        """
        <h1>A simulated Spotify</h1>
        <p>The app <b>%s</b> requests access to your account: %s.</p>
        <p><a href="%s&amp;answer=agree">Agree</a> <a href="%s&amp;answer=cancel">Cancel</a></p>
        """
            .formatted(
                escape(parameters.getOrDefault("client_id", "")),
                escape(parameters.getOrDefault("scope", "no scopes")),
                escape(target),
                escape(target)));
  }

  private static String page(String body) {
    return """
    <!doctype html><html lang="en"><meta charset="utf-8"><title>Authorize</title>
    <style>:root{color-scheme:light dark}body{font:16px/1.5 sans-serif;max-width:36em;margin:4em auto;padding:0 1em}
    a{display:inline-block;margin-right:1em;padding:.5em 1em;border:1px solid;border-radius:.5em}</style>
    """
        + body;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
