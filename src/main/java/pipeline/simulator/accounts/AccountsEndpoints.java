package pipeline.simulator.accounts;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimResponse;
import pipeline.simulator.http.SimulatorJson;
import pipeline.simulator.options.SimulatorConfig;

/** The accounts service: issues tokens to clients, for themselves or on behalf of the user. */
public final class AccountsEndpoints {
  private final Clock clock;
  private final AccessTokenIssuer tokens;
  private final RefreshTokenIssuer refreshTokens;
  private final AuthorizePage page;

  public AccountsEndpoints(
      SimulatorConfig config,
      Clock clock,
      AccessTokenIssuer tokens,
      RefreshTokenIssuer refreshTokens) {
    this.clock = clock;
    this.tokens = tokens;
    this.refreshTokens = refreshTokens;
    this.page = new AuthorizePage(config.consent(), clock);
  }

  /** Answers a browser that an app sends to request the user's authorization. */
  public SimResponse authorize(SimRequest request) {
    return request.method().equals("GET")
        ? page.answer(request)
        : error(405, "invalid_request", "Method not allowed").withHeader("Allow", "GET");
  }

  public SimResponse token(SimRequest request) {
    if (!request.method().equals("POST")) {
      return error(405, "invalid_request", "Method not allowed").withHeader("Allow", "POST");
    }
    Map<String, String> form = request.form();
    String grant = form.getOrDefault("grant_type", "");
    String[] client = credentials(request, form);
    return switch (grant) {
      case "client_credentials" -> grantToApp(client);
      case "authorization_code" -> grantForCode(client, form);
      case "refresh_token" -> grantForRefreshToken(client, form);
      case "" -> error(400, "unsupported_grant_type", "grant_type parameter is missing");
      default ->
          error(
              400,
              "unsupported_grant_type",
              "grant_type must be client_credentials, authorization_code or refresh_token");
    };
  }

  private SimResponse grantToApp(String[] client) {
    SimResponse refusal = clientError(client, false);
    return refusal != null ? refusal : grant(0, "");
  }

  private SimResponse grantForCode(String[] client, Map<String, String> form) {
    IssuedCode issuedCode = page.redeem(form.getOrDefault("code", ""));
    SimResponse refusal = clientError(client, issuedCode != null && issuedCode.hasPkce());
    if (refusal != null) {
      return refusal;
    }
    String problem =
        issuedCode == null
            ? "Invalid authorization code"
            : issuedCode.problem(form, client[0], clock.millis());
    return issuedCode == null || !problem.isEmpty()
        ? error(400, "invalid_grant", problem)
        : grant(issuedCode.scopes(), refreshTokens.issue(issuedCode.scopes()));
  }

  private SimResponse grantForRefreshToken(String[] client, Map<String, String> form) {
    SimResponse refusal = clientError(client, true);
    if (refusal != null) {
      return refusal;
    }
    RefreshTokenIssuer.RefreshTokenUse used =
        refreshTokens.redeem(form.getOrDefault("refresh_token", ""));
    return used.problem().isEmpty()
        ? grant(used.scopes(), used.newToken())
        : error(400, "invalid_grant", used.problem());
  }

  /**
   * Returns the response with a new access token.
   *
   * @param scopes the scopes of the token; 0 for a token without a user
   * @param refreshToken the refresh token; empty if the response has none
   */
  private SimResponse grant(int scopes, String refreshToken) {
    JsonObject body = SimulatorJson.object("access_token", tokens.issue(scopes));
    body.addProperty("token_type", "Bearer");
    body.addProperty("expires_in", tokens.lifetimeSeconds());
    if (scopes != 0) {
      body.addProperty("scope", Scopes.format(scopes));
    }
    if (!refreshToken.isEmpty()) {
      body.addProperty("refresh_token", refreshToken);
    }
    return SimResponse.json(200, body).withHeader("Cache-Control", "no-store");
  }

  /**
   * Returns the response to an invalid client; null if the client is valid.
   *
   * @param mayBePublic true if a client without a secret is allowed, such as after PKCE
   */
  private @Nullable SimResponse clientError(String[] pair, boolean mayBePublic) {
    String id = pair[0];
    String secret = pair[1];
    if (id.isEmpty()) {
      return error(400, "invalid_client", "Invalid client");
    }
    if (mayBePublic && secret.isEmpty()) {
      return null;
    }
    boolean isValid = !secret.isEmpty() && !secret.equals(SimulatorConfig.REFUSED_SECRET);
    return isValid ? null : error(400, "invalid_client", "Invalid client secret");
  }

  /** Returns the client ID and secret in the header or, as with Spotify, in the form. */
  private static String[] credentials(SimRequest request, Map<String, String> form) {
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

  private static SimResponse error(int status, String error, String description) {
    JsonObject body = SimulatorJson.object("error", error);
    body.addProperty("error_description", description);
    return SimResponse.json(status, body);
  }
}
