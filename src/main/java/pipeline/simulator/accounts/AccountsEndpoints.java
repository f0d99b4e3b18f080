package pipeline.simulator.accounts;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import pipeline.simulator.accounts.AccessTokenIssuer.TokenCheckResult;
import pipeline.simulator.accounts.RefreshTokenIssuer.RefreshTokenUse;
import pipeline.simulator.http.HttpErrorException;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimResponse;
import pipeline.simulator.http.SimulatorJson;
import pipeline.simulator.options.SimulatorConfig;

/** The accounts service. It issues tokens to clients, with or without a user's authorization. */
public final class AccountsEndpoints {
  private final Clock clock;
  private final AccessTokenIssuer tokens;
  private final RefreshTokenIssuer refreshTokens;
  private final AuthorizePage page;

  public AccountsEndpoints(SimulatorConfig config, Clock clock) {
    this.clock = clock;
    tokens = new AccessTokenIssuer("BQsim", config.seed(), clock, config.tokenSeconds());
    refreshTokens = new RefreshTokenIssuer(config.seed(), clock, config.refreshTokens());
    page = new AuthorizePage(config.consent(), clock);
  }

  /** Returns a refresh token with all scopes. */
  public String refreshToken() {
    return refreshTokens.issue(Scopes.ALL);
  }

  /**
   * Returns the scopes of the access token of an API request.
   *
   * @throws HttpErrorException 400 or 401 if the request has no valid token
   */
  public int verify(SimRequest request) {
    String header = request.authorization();
    if (header == null) {
      throw new HttpErrorException(401, "No token provided");
    }
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new HttpErrorException(400, "Only valid bearer authentication supported");
    }
    TokenCheckResult token = tokens.verify(header.substring(7).trim());
    return switch (token.state()) {
      case EXPIRED -> throw new HttpErrorException(401, "The access token expired");
      case UNKNOWN -> throw new HttpErrorException(401, "Invalid access token");
      case VALID -> token.scopes();
    };
  }

  /** Answers a browser's request for the page on which the user authorizes or refuses an app. */
  public SimResponse authorize(SimRequest request) {
    return request.method().equals("GET") ? page.answer(request) : methodNotAllowed("GET");
  }

  /** Answers a token request. */
  public SimResponse token(SimRequest request) {
    if (!request.method().equals("POST")) {
      return methodNotAllowed("POST");
    }
    Map<String, String> form = request.form();
    try {
      return grant(clientPair(request, form), form);
    } catch (OAuthErrorException refusal) {
      return refusal.toResponse();
    }
  }

  private static SimResponse methodNotAllowed(String allowed) {
    return new OAuthErrorException(405, "invalid_request", "Method not allowed")
        .toResponse()
        .withHeader("Allow", allowed);
  }

  private SimResponse grant(String[] client, Map<String, String> form) {
    switch (form.getOrDefault("grant_type", "")) {
      case "client_credentials" -> {
        checkClient(client, false);
        return issue(0, "");
      }
      case "authorization_code" -> {
        IssuedCode code = page.redeem(form.getOrDefault("code", ""));
        checkClient(client, code != null && code.hasPkce());
        if (code == null) {
          throw OAuthErrorException.invalidGrant("Invalid authorization code");
        }
        code.check(form, client[0], clock.millis());
        return issue(code.scopes(), refreshTokens.issue(code.scopes()));
      }
      case "refresh_token" -> {
        checkClient(client, true);
        RefreshTokenUse use = refreshTokens.redeem(form.getOrDefault("refresh_token", ""));
        return issue(use.scopes(), use.newToken());
      }
      case "" -> throw unsupportedGrant("grant_type parameter is missing");
      default ->
          throw unsupportedGrant(
              "grant_type must be client_credentials, authorization_code or refresh_token");
    }
  }

  private static OAuthErrorException unsupportedGrant(String description) {
    return new OAuthErrorException(400, "unsupported_grant_type", description);
  }

  /**
   * Returns the response with a new access token.
   *
   * @param scopes the scopes of the access token; 0 for a token without a user
   * @param refreshToken the refresh token; empty if the response contains none
   */
  private SimResponse issue(int scopes, String refreshToken) {
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
   * Checks the ID and the secret of a client.
   *
   * @param mayBePublic true if the secret may be missing, for example because the client uses PKCE
   */
  private static void checkClient(String[] client, boolean mayBePublic) {
    String secret = client[1];
    if (client[0].isEmpty()) {
      throw new OAuthErrorException(400, "invalid_client", "Invalid client");
    }
    if (secret.isEmpty() ? !mayBePublic : secret.equals(SimulatorConfig.REFUSED_SECRET)) {
      throw new OAuthErrorException(400, "invalid_client", "Invalid client secret");
    }
  }

  /**
   * Returns the client ID and secret from the header. Without a Basic header, returns them from the
   * form, because Spotify accepts both.
   */
  private static String[] clientPair(SimRequest request, Map<String, String> form) {
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
}
