package pipeline.spotify.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.FakeClients;
import pipeline.spotify.client.FakeListing;
import pipeline.spotify.client.FakeTransport;
import pipeline.spotify.client.SpotifyClient;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.UrlOrigin;
import pipeline.testing.clock.FakeTime;

class AuthorizationTest {
  private final FakeTime time = new FakeTime();
  private final FakeListing listing = new FakeListing(FakeListing.ids(3), 50, List.of());

  private static SpotifyException failure(SpotifyClient client) {
    return assertThrows(SpotifyException.class, () -> client.newReleases(10));
  }

  private static FakeTransport.FakeAnswer token(String expiresIn) {
    return call ->
        FakeTransport.json(200, "{\"access_token\":\"abc\",\"expires_in\":" + expiresIn + "}");
  }

  @Test
  void tokenRequestHasSpotifysForm() {
    FakeTransport wire =
        new FakeTransport(listing)
            .withTokens(
                call -> {
                  assertEquals("POST", call.method());
                  assertEquals("https://accounts.spotify.com/api/token", call.uri().toString());
                  assertEquals(
                      "Basic dGhlLWlkOnRoZS1zZWNyZXQ=", call.headers().get("Authorization"));
                  assertEquals(
                      "grant_type=client_credentials",
                      new String(call.body(), StandardCharsets.UTF_8));
                  return FakeTransport.json(200, "{\"access_token\":\"abc\"}");
                });

    FakeClients.over(wire, time).newReleases(10);

    assertEquals("Bearer abc", wire.calls().get(0).headers().get("Authorization"));
  }

  @ParameterizedTest
  @CsvSource({"3600, 3540", "300, 270", "10, 9", "0, 3540", "-1, 3540", "null, 3540"})
  void tokenIsRenewedBeforeItExpires(String expiresIn, long fresh) {
    FakeTransport wire = new FakeTransport(listing).withTokens(token(expiresIn));
    SpotifyClient client = FakeClients.over(wire, time);
    client.newReleases(10);

    time.advance(Duration.ofSeconds(fresh - 1));
    client.newReleases(10);
    assertEquals(1, wire.tokenRequestCount());

    time.advance(Duration.ofSeconds(1));
    client.newReleases(10);
    assertEquals(2, wire.tokenRequestCount());
  }

  @Test
  void status401RenewsTheTokenOnce() {
    FakeTransport wire =
        new FakeTransport(
            call ->
                call.headers().get("Authorization").equals("Bearer t1")
                    ? FakeTransport.error(401, "The access token expired")
                    : listing.respond(call));

    assertEquals(3, FakeClients.over(wire, time).newReleases(10).items().size());

    assertEquals(2, wire.tokenRequestCount());
    assertEquals(2, wire.calls().size());
  }

  @Test
  void second401IsFinal() {
    FakeTransport wire =
        new FakeTransport(call -> FakeTransport.error(401, "Invalid access token"));

    SpotifyException refusal = failure(FakeClients.over(wire, time));

    assertEquals(SpotifyErrorKind.BAD_CREDENTIALS, refusal.kind());
    assertTrue(refusal.getMessage().contains("Invalid access token"));
    assertEquals(2, wire.calls().size());
    assertEquals(2, wire.tokenRequestCount());
  }

  @Test
  void refusedCredentialsHaveReasonAndRemedy() {
    FakeTransport wire =
        new FakeTransport(listing)
            .withTokens(
                call ->
                    FakeTransport.json(
                        400,
                        "{\"error\":\"invalid_client\",\"error_description\":\"Invalid client"
                            + " secret\"}"));
    SpotifyClient client = FakeClients.over(wire, time);

    SpotifyException refusal = failure(client);
    failure(client);

    assertEquals(SpotifyErrorKind.BAD_CREDENTIALS, refusal.kind());
    assertTrue(refusal.getMessage().contains("invalid_client: Invalid client secret"));
    assertTrue(refusal.getMessage().contains("SPOTIFY_CLIENT_SECRET"));
    assertEquals(1, wire.tokenRequestCount(), "the request was retried");
    assertEquals(0, wire.calls().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"access_token\":null}",
        "{\"access_token\":\"a\\nb\"}",
        "{\"access_token\":\"\"}",
        "{\"access_token\":{}}"
      })
  void tokenResponseWithoutATokenIsRefused(String body) {
    FakeTransport wire =
        new FakeTransport(listing).withTokens(call -> FakeTransport.json(200, body));

    assertEquals(SpotifyErrorKind.PROTOCOL, failure(FakeClients.over(wire, time)).kind());
    assertEquals(0, wire.calls().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/v1/albums",
        "http://api.spotify.com/v1/albums",
        "https://api.spotify.com:444/v1/albums",
        "https://someone@api.spotify.com/v1/albums",
        "https://accounts.spotify.com/v1/albums",
        "/v1/albums",
        "mailto:api.spotify.com",
      })
  void tokenIsSentToNoOtherOrigin(String url) {
    FakeTransport wire = new FakeTransport(listing);
    AccessTokenProvider tokens =
        new AccessTokenProvider(
            wire, new ClientCredentialsGrant(new TokenEndpoint(FakeClients.SETTINGS)), time);
    UrlOrigin api = UrlOrigin.fromSetting("SPOTIFY_API_URL", FakeClients.API);
    AuthenticatingTransport http = new AuthenticatingTransport(wire, api, tokens);

    SpotifyException refusal =
        assertThrows(
            SpotifyException.class, () -> http.send(ApiRequest.get(URI.create(url), "test")));

    assertEquals(SpotifyErrorKind.PROTOCOL, refusal.kind());
    assertEquals(0, wire.calls().size() + wire.tokenRequestCount());
  }

  @Test
  void redirectOfTheTokenEndpointIsRefused() {
    FakeTransport wire =
        new FakeTransport(
            call -> FakeTransport.reply(302, "", Map.of("Location", "https://evil.example/")));

    assertEquals(SpotifyErrorKind.PROTOCOL, failure(FakeClients.over(wire, time)).kind());
    assertEquals(1, wire.calls().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.spotify.com/v1",
        "http://127.0.0.1.evil.example/v1",
        "http://127.evil.example/v1",
        "http://10.0.0.1/v1",
        "ftp://api.spotify.com/v1",
        "https://user:pass@api.spotify.com/v1",
        "https://api.spotify.com/v1?x=y",
        "https://api.spotify.com/v1#x",
        "api.spotify.com/v1",
        "https:/v1",
      })
  void insecureAddressIsRefused(String url) {
    SpotifySettings settings =
        FakeClients.forServer(URI.create(url), FakeClients.ACCOUNTS, "id", "secret", 0);

    SpotifyException wrong =
        assertThrows(
            SpotifyException.class,
            () ->
                FakeClients.over(
                    new FakeTransport(listing), settings, StateStore.inMemory(), time));

    assertEquals(SpotifyErrorKind.CONFIGURATION, wrong.kind());
    assertTrue(wrong.getMessage().contains("SPOTIFY_API_URL"));
    assertFalse(wrong.getMessage().contains("pass@"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/v1",
        "http://localhost/v1",
        "http://[::1]:80/v1/",
        "https://api.example/v1"
      })
  void plainHttpIsAllowedOnLoopback(String url) {
    SpotifySettings settings = FakeClients.forServer(URI.create(url), URI.create(url), "i", "s", 0);

    FakeClients.over(new FakeTransport(listing), settings, StateStore.inMemory(), time).close();
  }

  @Test
  void missingCredentialsAreNamed() {
    SpotifySettings settings =
        FakeClients.forServer(FakeClients.API, FakeClients.ACCOUNTS, "the-id", " ", 0);

    SpotifyException wrong =
        assertThrows(
            SpotifyException.class,
            () ->
                FakeClients.over(
                    new FakeTransport(listing), settings, StateStore.inMemory(), time));

    assertEquals(SpotifyErrorKind.CONFIGURATION, wrong.kind());
    assertTrue(wrong.getMessage().contains("SPOTIFY_CLIENT_SECRET"));
  }

  @Test
  void printedCredentialsHideSecrets() {
    ApiRequest call =
        ApiRequest.tokenForm(URI.create("https://a.example/x"), "code=hush", "Basic hush");

    assertFalse(FakeClients.SETTINGS.toString().contains("the-secret"));
    assertFalse(call.toString().contains("hush"));
    assertFalse(FakeTransport.json(200, "hush").toString().contains("hush"));
  }
}
