package pipeline.spotify;

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
import pipeline.spotify.SpotifyException.Kind;

class AuthorizationTest {
  private final FakeTime time = new FakeTime();
  private final FakeListing listing = new FakeListing(FakeListing.ids(3), 50, List.of());

  private static SpotifyException failure(SpotifyClient client) {
    return assertThrows(SpotifyException.class, () -> client.newReleases(10));
  }

  private static FakeHttp.Answer token(String expiresIn) {
    return call ->
        FakeHttp.json(200, "{\"access_token\":\"abc\",\"expires_in\":" + expiresIn + "}");
  }

  @Test
  void asksForATokenAsSpotifyWantsIt() {
    FakeHttp wire =
        new FakeHttp(listing)
            .withTokens(
                call -> {
                  assertEquals("POST", call.method());
                  assertEquals("https://accounts.spotify.com/api/token", call.uri().toString());
                  assertEquals(
                      "Basic dGhlLWlkOnRoZS1zZWNyZXQ=", call.headers().get("Authorization"));
                  assertEquals(
                      "grant_type=client_credentials",
                      new String(call.body(), StandardCharsets.UTF_8));
                  return FakeHttp.json(200, "{\"access_token\":\"abc\"}");
                });

    Clients.over(wire, time).newReleases(10);

    assertEquals("Bearer abc", wire.calls().get(0).headers().get("Authorization"));
  }

  @ParameterizedTest
  @CsvSource({"3600, 3540", "300, 270", "10, 9", "0, 3540", "-1, 3540", "null, 3540"})
  void renewsATokenAheadOfItsEnd(String expiresIn, long fresh) {
    FakeHttp wire = new FakeHttp(listing).withTokens(token(expiresIn));
    SpotifyClient client = Clients.over(wire, time);
    client.newReleases(10);

    time.advance(Duration.ofSeconds(fresh - 1));
    client.newReleases(10);
    assertEquals(1, wire.tokens());

    time.advance(Duration.ofSeconds(1));
    client.newReleases(10);
    assertEquals(2, wire.tokens());
  }

  @Test
  void getsOneNewTokenAfterA401() {
    FakeHttp wire =
        new FakeHttp(
            call ->
                call.headers().get("Authorization").equals("Bearer t1")
                    ? FakeHttp.error(401, "The access token expired")
                    : listing.to(call));

    assertEquals(3, Clients.over(wire, time).newReleases(10).albums().size());

    assertEquals(2, wire.tokens());
    assertEquals(2, wire.calls().size());
  }

  @Test
  void takesASecond401AsFinal() {
    FakeHttp wire = new FakeHttp(call -> FakeHttp.error(401, "Invalid access token"));

    SpotifyException refusal = failure(Clients.over(wire, time));

    assertEquals(Kind.BAD_CREDENTIALS, refusal.kind());
    assertTrue(refusal.getMessage().contains("Invalid access token"));
    assertEquals(2, wire.calls().size());
    assertEquals(2, wire.tokens());
  }

  @Test
  void tellsWhySpotifyRefusesTheCredentialsAndWhatToDo() {
    FakeHttp wire =
        new FakeHttp(listing)
            .withTokens(
                call ->
                    FakeHttp.json(
                        400,
                        "{\"error\":\"invalid_client\",\"error_description\":\"Invalid client"
                            + " secret\"}"));
    SpotifyClient client = Clients.over(wire, time);

    SpotifyException refusal = failure(client);
    failure(client);

    assertEquals(Kind.BAD_CREDENTIALS, refusal.kind());
    assertTrue(refusal.getMessage().contains("invalid_client: Invalid client secret"));
    assertTrue(refusal.getMessage().contains("SPOTIFY_CLIENT_SECRET"));
    assertEquals(1, wire.tokens(), "not tried again");
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
  void refusesATokenThatIsNone(String body) {
    FakeHttp wire = new FakeHttp(listing).withTokens(call -> FakeHttp.json(200, body));

    assertEquals(Kind.PROTOCOL, failure(Clients.over(wire, time)).kind());
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
  void sendsTheTokenNowhereElse(String url) {
    FakeHttp wire = new FakeHttp(listing);
    Tokens tokens = new Tokens(wire, new AppGrant(new TokenEndpoint(Clients.SETTINGS)), time);
    Origin api = Origin.ofSetting("SPOTIFY_API_URL", Clients.API);
    AuthorizedHttp http = new AuthorizedHttp(wire, api, tokens);

    SpotifyException refusal =
        assertThrows(
            SpotifyException.class, () -> http.send(HttpCall.get(URI.create(url), "test")));

    assertEquals(Kind.PROTOCOL, refusal.kind());
    assertEquals(0, wire.calls().size() + wire.tokens());
  }

  @Test
  void takesARedirectAsABrokenRule() {
    FakeHttp wire =
        new FakeHttp(call -> FakeHttp.reply(302, "", Map.of("Location", "https://evil.example/")));

    assertEquals(Kind.PROTOCOL, failure(Clients.over(wire, time)).kind());
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
  void refusesAnAddressThatNoSecretMayBeSentTo(String url) {
    SpotifySettings settings =
        SpotifySettings.at(URI.create(url), SpotifySettings.ACCOUNTS_URL, "id", "secret", 0);

    SpotifyException wrong =
        assertThrows(
            SpotifyException.class,
            () -> Clients.over(new FakeHttp(listing), settings, Facts.inMemory(), time));

    assertEquals(Kind.CONFIGURATION, wrong.kind());
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
  void takesPlainHttpOnLoopbackOnly(String url) {
    SpotifySettings settings = SpotifySettings.at(URI.create(url), URI.create(url), "i", "s", 0);

    Clients.over(new FakeHttp(listing), settings, Facts.inMemory(), time).close();
  }

  @Test
  void saysWhichCredentialsAreMissing() {
    SpotifySettings settings = SpotifySettings.of("the-id", " ");

    SpotifyException wrong =
        assertThrows(
            SpotifyException.class,
            () -> Clients.over(new FakeHttp(listing), settings, Facts.inMemory(), time));

    assertEquals(Kind.CONFIGURATION, wrong.kind());
    assertTrue(wrong.getMessage().contains("SPOTIFY_CLIENT_SECRET"));
  }

  @Test
  void showsNoSecret() {
    HttpCall call =
        HttpCall.tokenForm(URI.create("https://a.example/x"), "code=hush", "Basic hush");

    assertFalse(Clients.SETTINGS.toString().contains("the-secret"));
    assertFalse(call.toString().contains("hush"));
    assertFalse(FakeHttp.json(200, "hush").toString().contains("hush"));
  }
}
