package pipeline.simulator;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts side: gives tokens to clients with good credentials. */
final class Accounts {
  static final String TOKEN_PATH = "/api/token";

  private final SimulatorOptions options;
  private final Tokens tokens;

  Accounts(SimulatorOptions options, Tokens tokens) {
    this.options = options;
    this.tokens = tokens;
  }

  Reply token(Request request) {
    if (!request.method().equals("POST")) {
      return refuse(405, "invalid_request", "Method not allowed").with("Allow", "POST");
    }
    Map<String, String> form = request.form();
    String grant = form.getOrDefault("grant_type", "");
    Reply refusal = checkClient(credentials(request, form));
    if (refusal != null) {
      return refusal;
    }
    return switch (grant) {
      case "client_credentials" -> grant();
      case "" -> refuse(400, "unsupported_grant_type", "grant_type parameter is missing");
      default -> refuse(400, "unsupported_grant_type", "grant_type must be client_credentials");
    };
  }

  private Reply grant() {
    JsonObject body = Json.object("access_token", tokens.issue());
    body.addProperty("token_type", "Bearer");
    body.addProperty("expires_in", tokens.lifetimeSeconds());
    return Reply.json(200, body).with("Cache-Control", "no-store");
  }

  private @Nullable Reply checkClient(String[] pair) {
    String id = pair[0];
    String secret = pair[1];
    boolean knownId = options.clientId().isEmpty() || options.clientId().equals(id);
    if (id.isEmpty() || !knownId) {
      return refuse(400, "invalid_client", "Invalid client");
    }
    boolean goodSecret =
        options.clientSecret().isEmpty()
            ? !secret.isEmpty() && !secret.equals(SimulatorOptions.REFUSED_SECRET)
            : options.clientSecret().equals(secret);
    return goodSecret ? null : refuse(400, "invalid_client", "Invalid client secret");
  }

  /** From the header, or from the form, which Spotify takes too. */
  private static String[] credentials(Request request, Map<String, String> form) {
    String header = request.authorization();
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return new String[] {
        form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", "")
      };
    }
    String[] pair = decode(header.substring(6).trim()).split(":", 2);
    return pair.length == 2 ? pair : new String[] {"", ""};
  }

  private static String decode(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  private static Reply refuse(int status, String error, String description) {
    JsonObject body = Json.object("error", error);
    body.addProperty("error_description", description);
    return Reply.json(status, body);
  }
}
