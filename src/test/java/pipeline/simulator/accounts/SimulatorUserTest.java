package pipeline.simulator.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.simulator.Simulator;
import pipeline.simulator.http.FormParameters;
import pipeline.simulator.options.ConsentPolicy;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.RefreshTokenPolicy;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.testing.clock.FakeTime;

/** Checks consent, tokens and playlists of the simulated user. */
class SimulatorUserTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String ALL =
      "playlist-modify-public playlist-modify-private playlist-read-private";
  private static final String LIST = "/playlists/37i9dQZF1DXcBWIGoYBM5M";

  // The example in appendix B of RFC 7636.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final FakeTime clock = new FakeTime();
  private Simulator simulator = Simulator.start(SimulatorConfig.DEFAULTS, 0, clock);

  @AfterEach
  void close() {
    simulator.close();
  }

  private void restart(SimulatorConfig options) {
    simulator.close();
    simulator = Simulator.start(options, 0, clock);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private HttpResponse<String> authorize(Map<String, String> changes) throws Exception {
    Map<String, String> parameters =
        new HashMap<>(
            Map.of(
                "client_id", "any",
                "response_type", "code",
                "redirect_uri", "http://127.0.0.1:8888/callback",
                "state", "st&te",
                "scope", ALL,
                "code_challenge", CHALLENGE,
                "code_challenge_method", "S256"));
    parameters.putAll(changes);
    parameters.values().removeIf(String::isEmpty);
    return send(
        HttpRequest.newBuilder(
            URI.create(simulator.accountsUrl() + "/authorize?" + form(parameters))));
  }

  private static Map<String, String> redirectParameters(HttpResponse<String> reply) {
    String location = reply.headers().firstValue("Location").orElseThrow();
    assertTrue(location.startsWith("http://127.0.0.1:8888/callback?"), location);
    return FormParameters.parse(URI.create(location).getRawQuery());
  }

  private String code() throws Exception {
    return redirectParameters(authorize(Map.of())).get("code");
  }

  private HttpResponse<String> token(Map<String, String> form) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(simulator.accountsUrl() + "/api/token"))
            .POST(HttpRequest.BodyPublishers.ofString(form(form))));
  }

  private static Map<String, String> codeForm(String code, String verifier) {
    return Map.of(
        "grant_type", "authorization_code",
        "client_id", "any",
        "code", code,
        "redirect_uri", "http://127.0.0.1:8888/callback",
        "code_verifier", verifier);
  }

  private HttpResponse<String> refresh(String token) throws Exception {
    return token(Map.of("grant_type", "refresh_token", "client_id", "any", "refresh_token", token));
  }

  private static JsonObject json(HttpResponse<String> reply) {
    return JsonParser.parseString(reply.body()).getAsJsonObject();
  }

  private static String text(HttpResponse<String> reply, String name) {
    return json(reply).get(name).getAsString();
  }

  private static String message(HttpResponse<String> reply) {
    return json(reply).getAsJsonObject("error").get("message").getAsString();
  }

  private String accessToken() throws Exception {
    return text(refresh(simulator.refreshToken()), "access_token");
  }

  private HttpResponse<String> get(String token, String path) throws Exception {
    return send(request(token, path));
  }

  private HttpResponse<String> post(String token, String path, String... uris) throws Exception {
    String body =
        List.of(uris).stream()
            .map(uri -> '"' + uri + '"')
            .collect(Collectors.joining(",", "{\"uris\":[", "]}"));
    return send(request(token, path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String token, String path) {
    return HttpRequest.newBuilder(URI.create(simulator.apiUrl() + path))
        .header("Authorization", "Bearer " + token);
  }

  private String track(String token) throws Exception {
    return json(get(token, "/search?type=track&q=year:2026&limit=1"))
        .getAsJsonObject("tracks")
        .getAsJsonArray("items")
        .get(0)
        .getAsJsonObject()
        .get("uri")
        .getAsString();
  }

  @Test
  void consentRedirectsWithACodeAndTheState() throws Exception {
    HttpResponse<String> reply = authorize(Map.of());
    assertEquals(302, reply.statusCode());
    assertEquals("st&te", redirectParameters(reply).get("state"));
    assertFalse(redirectParameters(reply).get("code").isEmpty());
  }

  @Test
  void deniedConsentRedirectsWithAnError() throws Exception {
    restart(SimulatorConfig.DEFAULTS.withConsent(ConsentPolicy.DENY));
    assertEquals(
        Map.of("error", "access_denied", "state", "st&te"),
        redirectParameters(authorize(Map.of())));
  }

  @Test
  void consentPageOffersBothAnswers() throws Exception {
    restart(SimulatorConfig.DEFAULTS.withConsent(ConsentPolicy.ASK));
    HttpResponse<String> page = authorize(Map.of("client_id", "<b>"));
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("&lt;b>") && page.body().contains("answer=agree"), page.body());
    assertTrue(redirectParameters(authorize(Map.of("answer", "agree"))).containsKey("code"));
    assertEquals(
        "access_denied", redirectParameters(authorize(Map.of("answer", "cancel"))).get("error"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8888/callback",
        "http://example.com/callback",
        "ftp://127.0.0.1/callback",
        "https://example.com/#part",
        "//127.0.0.1/callback",
        "no address"
      })
  void insecureRedirectUriIsRefused(String redirect) throws Exception {
    HttpResponse<String> reply = authorize(Map.of("redirect_uri", redirect));
    assertEquals(400, reply.statusCode());
    assertTrue(reply.body().contains("Insecure redirect URI"), reply.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.com/back?a=b", "http://[::1]:8888/callback"})
  void httpsRedirectUriIsAccepted(String redirect) throws Exception {
    HttpResponse<String> reply = authorize(Map.of("redirect_uri", redirect));
    assertTrue(reply.headers().firstValue("Location").orElse("").startsWith(redirect));
  }

  @ParameterizedTest
  @CsvSource({
    "client_id,''",
    "response_type,token",
    "code_challenge,short",
    "code_challenge_method,plain"
  })
  void invalidAuthorizationParameterIsRefused(String name, String value) throws Exception {
    assertEquals(400, authorize(Map.of(name, value)).statusCode());
  }

  @Test
  void codeAndVerifierGiveTokensWithTheirScopes() throws Exception {
    HttpResponse<String> reply = token(codeForm(code(), VERIFIER));
    assertEquals(200, reply.statusCode());
    assertEquals(ALL, text(reply, "scope"));
    assertEquals(200, get(text(reply, "access_token"), "/me").statusCode());
    assertEquals(200, refresh(text(reply, "refresh_token")).statusCode());
  }

  @Test
  void codeIsValidOnce() throws Exception {
    String code = code();
    HttpResponse<String> wrong = token(codeForm(code, "another-verifier"));
    assertEquals("invalid_grant", text(wrong, "error"));
    assertEquals("code_verifier was incorrect", text(wrong, "error_description"));
    assertEquals(400, token(codeForm(code, VERIFIER)).statusCode());
  }

  @Test
  void codeExpiresAfterTenMinutes() throws Exception {
    String code = code();
    clock.advance(Duration.ofMinutes(10));
    assertEquals(
        "Authorization code expired", text(token(codeForm(code, VERIFIER)), "error_description"));
  }

  @Test
  void codeIsBoundToItsClientAndRedirectUri() throws Exception {
    Map<String, String> form = new HashMap<>(codeForm(code(), VERIFIER));
    form.put("redirect_uri", "http://127.0.0.1:9999/callback");
    assertEquals("Invalid redirect URI", text(token(form), "error_description"));
    form = new HashMap<>(codeForm(code(), VERIFIER));
    form.put("client_id", "another");
    assertEquals("Invalid authorization code", text(token(form), "error_description"));
  }

  @Test
  void codeWithoutPkceNeedsTheSecret() throws Exception {
    Map<String, String> plain = Map.of("code_challenge", "", "code_challenge_method", "");
    Map<String, String> form =
        new HashMap<>(codeForm(redirectParameters(authorize(plain)).get("code"), VERIFIER));
    assertEquals("invalid_client", text(token(form), "error"));
    form.put("code", redirectParameters(authorize(plain)).get("code"));
    form.put("client_secret", "any");
    assertEquals(200, token(form).statusCode());
  }

  @Test
  void refreshTokenIsReusableByDefault() throws Exception {
    String token = simulator.refreshToken();
    assertFalse(json(refresh(token)).has("refresh_token"));
    assertEquals(200, refresh(token).statusCode());
  }

  @Test
  void reusedRotatedTokenInvalidatesItsSuccessor() throws Exception {
    restart(SimulatorConfig.DEFAULTS.withRefreshTokens(RefreshTokenPolicy.ROTATE));
    String first = simulator.refreshToken();
    clock.advance(Duration.ofDays(100));
    String second = text(refresh(first), "refresh_token");
    assertNotEquals(first, second);
    assertEquals("Refresh token revoked", text(refresh(first), "error_description"));
    clock.advance(Duration.ofDays(80));
    assertEquals("Refresh token expired", text(refresh(second), "error_description"));
  }

  @Test
  void tokenTypesAreNotInterchangeable() throws Exception {
    assertEquals("invalid_grant", text(refresh("unknown"), "error"));
    assertEquals("invalid_grant", text(refresh(accessToken()), "error"));
    assertEquals(401, get(simulator.refreshToken(), "/me").statusCode());
  }

  @Test
  void appTokenHasNoUserAccess() throws Exception {
    String app =
        text(
            token(
                Map.of("grant_type", "client_credentials", "client_id", "a", "client_secret", "b")),
            "access_token");
    assertEquals("This request requires user authentication.", message(get(app, "/me")));
    assertEquals(403, post(app, LIST + "/items", "spotify:track:x").statusCode());
    String code =
        redirectParameters(authorize(Map.of("scope", "playlist-read-private"))).get("code");
    String reader = text(token(codeForm(code, VERIFIER)), "access_token");
    assertEquals(200, get(reader, LIST + "/items").statusCode());
    assertEquals(
        "Insufficient client scope", message(post(reader, LIST + "/items", track(reader))));
  }

  @Test
  void trackAddedTwiceIsListedTwice() throws Exception {
    String token = accessToken();
    String track = track(token);
    HttpResponse<String> added = post(token, LIST + "/items", track);
    assertEquals(201, added.statusCode());
    assertFalse(text(added, "snapshot_id").isEmpty());
    post(token, LIST + "/items", track, track);
    JsonObject page = json(get(token, LIST + "/items?limit=2&offset=1"));
    assertEquals(3, page.get("total").getAsInt());
    assertEquals(2, page.getAsJsonArray("items").size());
    JsonObject item = page.getAsJsonArray("items").get(0).getAsJsonObject();
    assertEquals(track, item.getAsJsonObject("item").get("uri").getAsString());
    assertEquals(3, json(get(token, LIST)).getAsJsonObject("items").get("total").getAsInt());
  }

  @Test
  void tracksAreAddedAtThePosition() throws Exception {
    String token = accessToken();
    String first = track(token);
    String second =
        "spotify:track:"
            + json(get(token, "/search?type=track&q=year:2025&limit=1"))
                .getAsJsonObject("tracks")
                .getAsJsonArray("items")
                .get(0)
                .getAsJsonObject()
                .get("id")
                .getAsString();
    post(token, LIST + "/items", first);
    String body = "{\"uris\":[\"%s\"],\"position\":0}".formatted(second);
    send(request(token, LIST + "/items").POST(HttpRequest.BodyPublishers.ofString(body)));
    String top = get(token, LIST + "/items?limit=1").body();
    assertTrue(top.contains(second), top);
  }

  @ParameterizedTest
  @CsvSource({
    "no-track, Invalid track uri: no-track",
    "spotify:track:0000000000000000000000, Payload contains a non-existing ID"
  })
  void onlyExistingTracksCanBeAdded(String uri, String message) throws Exception {
    HttpResponse<String> reply = post(accessToken(), LIST + "/items", uri);
    assertEquals(400, reply.statusCode());
    assertEquals(message, message(reply));
  }

  @Test
  void oldPlaylistPathIsForExtendedAppsOnly() throws Exception {
    String token = accessToken();
    assertEquals(201, post(token, LIST + "/tracks", track(token)).statusCode());
    assertTrue(get(token, LIST + "/tracks").body().contains("\"track\":{"));
    restart(SimulatorConfig.DEFAULTS.withApp(QuotaMode.DEVELOPMENT));
    assertEquals(403, post(token, LIST + "/tracks", track(token)).statusCode());
    assertEquals(201, post(token, LIST + "/items", track(token)).statusCode());
  }

  @Test
  void faultMayAnswer500AfterAddingTheTrack() throws Exception {
    restart(
        SimulatorConfig.DEFAULTS.withFaults(
            List.of(Fault.parse("500-applied:path=/v1/playlists/*/items$,times=1"))));
    String token = accessToken();
    assertEquals(500, post(token, LIST + "/items", track(token)).statusCode());
    assertEquals(1, json(get(token, LIST + "/items")).get("total").getAsInt());
  }

  @Test
  void faultsApplyToPagesOfPlaylists() throws Exception {
    restart(SimulatorConfig.DEFAULTS.withFaults(List.of(Fault.parse("null-item"))));
    String token = accessToken();
    post(token, LIST + "/items", "spotify:track:" + lastPart(token));
    assertTrue(get(token, LIST + "/items").body().contains("\"items\":[null]"));
    assertTrue(get(token, LIST).body().contains("\"items\":[null]"));
  }

  private String lastPart(String token) throws Exception {
    String body = get(token, "/albums/" + album(token) + "/tracks?limit=2").body();
    int start = body.indexOf("spotify:track:") + "spotify:track:".length();
    return body.substring(start, start + 22);
  }

  private String album(String token) throws Exception {
    String body = get(token, "/browse/new-releases?limit=5").body();
    int start = body.indexOf("spotify:album:") + "spotify:album:".length();
    return body.substring(start, start + 22);
  }
}
