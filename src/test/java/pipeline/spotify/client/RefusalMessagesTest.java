package pipeline.spotify.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.spotify.api.RefreshToken;
import pipeline.spotify.api.RefreshTokenStore;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.OAuthGrant;
import pipeline.spotify.auth.RefreshTokenGrant;
import pipeline.spotify.auth.TokenEndpoint;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.SpotifyErrorBody;
import pipeline.testing.clock.FakeTime;

/** Checks the quotation and the remedy in the message for a refusal. */
class RefusalMessagesTest {
  private static final String BEARER = "Only valid bearer authentication supported";
  private final FakeTime time = new FakeTime();

  private SpotifyException refusal(ApiResponse reply) {
    FakeTransport transport = new FakeTransport(call -> reply);
    return assertThrows(
        SpotifyException.class, () -> FakeClients.over(transport, time).newReleases(10));
  }

  private static ApiResponse html(String body) {
    return FakeTransport.reply(403, body, Map.of("Content-Type", "text/html; charset=utf-8"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <!DOCTYPE html><html><head><title>Not here</title></head><p>x</p></html> | Not here
          <html><h1>502 Bad Gateway</h1><hr>nginx</html> | 502 Bad Gateway
          <html><head><title> </title><style>p{}</style></head><p>Ask &amp; wait</p></html> | Ask & wait
          <script>var a = 1;</script><p>Please <b>log</b> in</p> | Please log in
          """)
  void htmlErrorPageIsQuotedByTitleOrText(String body, String quoted) {
    String message = refusal(html(body)).getMessage();

    assertTrue(message.contains("answered 403, saying \"" + quoted + "\";"), message);
  }

  @Test
  void htmlPageWithStatus200IsQuoted() {
    String body = "<html><head><title>Log in to the hotel</title></head></html>";

    String message = refusal(FakeTransport.json(200, body)).getMessage();

    assertTrue(message.contains("an HTML page saying \"Log in to the hotel\""), message);
  }

  @Test
  void plainTextWithAnAngleBracketIsNotHtml() {
    String message = refusal(FakeTransport.json(403, "limit < 10 > 5")).getMessage();

    assertTrue(message.contains("saying \"limit < 10 > 5\""), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401})
  void tokenChangedByAProxyIsReported(int status) {
    SpotifyException refusal = refusal(FakeTransport.error(status, BEARER));

    assertEquals(SpotifyErrorKind.BAD_CREDENTIALS, refusal.kind());
    assertTrue(refusal.getMessage().contains("\"" + BEARER + "\""), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("proxies"), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("SPOTIFY_CLIENT_SECRET"), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BEARER,
        "A Bearer token is missing.",
        "Use basic authentication, or bearer.",
        "Basic auth"
      })
  void proseAboutATokenIsNotRedacted(String prose) {
    assertEquals(prose, SpotifyErrorBody.oneLine(prose));
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer abc.def-123, Bearer …",
    "Bearer BQabcdefghijklmnop, Bearer …",
    "bearer abcdefghijklmnopqrstuvwxyz, bearer …",
    "Basic YTpi, Basic …",
    "Bearer=token, Bearer …",
    "Bearer: token, Bearer …",
    "Authorization: Bearer token, Authorization: Bearer …",
    "authorization=Basic auth, authorization=Basic …",
  })
  void credentialsAreRedacted(String text, String shown) {
    assertEquals(shown, SpotifyErrorBody.oneLine(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"User not approved for app", "User is not registered for this app"})
  void unregisteredUserNamesTheDashboard(String said) {
    SpotifyException refusal = refusal(FakeTransport.error(403, said));

    assertEquals(SpotifyErrorKind.ACCOUNT, refusal.kind());
    assertTrue(refusal.getMessage().contains("User Management"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("dashboard"), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_client, BAD_CREDENTIALS",
    "unauthorized_client, BAD_CREDENTIALS",
    "invalid_code_challenge, BAD_REQUEST",
    "invalid_request, BAD_REQUEST",
  })
  void errorCodesOfARefusedAppMatchExactly(String code, SpotifyErrorKind kind) {
    FakeTransport transport =
        new FakeTransport(call -> FakeTransport.json(200, "{}"))
            .withTokens(call -> FakeTransport.json(400, "{\"error\":\"" + code + "\"}"));

    SpotifyException refusal =
        assertThrows(
            SpotifyException.class, () -> FakeClients.over(transport, time).newReleases(10));

    assertEquals(kind, refusal.kind());
    assertTrue(refusal.getMessage().contains(code), refusal.getMessage());
  }

  @Test
  void failedBatchStatesItsReasonBeforeItsAlbums() {
    FakeTransport transport = new FakeTransport(call -> FakeTransport.error(500, "Out of order"));
    List<String> ids = IntStream.range(0, 20).mapToObj("album%017d"::formatted).toList();

    SpotifyException failure =
        assertThrows(
            SpotifyException.class, () -> FakeClients.over(transport, time).tracks(ids, 1));

    assertTrue(
        failure
            .getMessage()
            .startsWith(
                "GET /v1/albums?ids=album00000000000000000…(20) answered 500, saying \"Out"),
        failure.getMessage());
  }

  @Test
  void longQueryIsShortenedInMessages() {
    String address = "https://api.spotify.com/v1/search?q=%s&limit=10";

    assertEquals(
        "GET /v1/search?q=" + "x".repeat(60) + "…&limit=10",
        ApiRequest.get(URI.create(address.formatted("x".repeat(500))), "search").toString());
    assertEquals(
        "GET /v1/search?q=tag%3Anew&limit=10",
        ApiRequest.get(URI.create(address.formatted("tag%3Anew")), "search").toString());
  }

  @Test
  void refusedUserTokenNamesAuthorize() {
    FakeTransport transport =
        new FakeTransport(call -> FakeTransport.error(401, "Invalid access token"));
    RefreshTokenStore tokens = RefreshTokenStore.inMemory();
    tokens.save(new RefreshToken("refresh", FakeTime.START));
    OAuthGrant grant = new RefreshTokenGrant(new TokenEndpoint(FakeClients.SETTINGS), tokens);
    SpotifyClient client =
        new SpotifyClient(
            FakeClients.SETTINGS,
            StateStore.inMemory(),
            TransportStack.create(
                FakeClients.SETTINGS,
                grant,
                StateStore.inMemory(),
                time,
                new Random(1),
                time,
                transport,
                () -> {}));

    SpotifyException refusal = assertThrows(SpotifyException.class, client::userName);

    assertEquals(SpotifyErrorKind.BAD_CREDENTIALS, refusal.kind());
    assertTrue(refusal.getMessage().contains("Invalid access token"), refusal.getMessage());
    assertTrue(refusal.getMessage().endsWith(RefreshTokenGrant.REMEDY), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("SPOTIFY_CLIENT_SECRET"), refusal.getMessage());
  }

  @Test
  void queryTextDoesNotChangeThePageSize() {
    FakeTransport transport = new FakeTransport(call -> FakeTransport.error(400, "No"));
    SpotifyClient client = FakeClients.over(transport, time);

    assertThrows(SpotifyException.class, () -> client.searchAlbums("Invalid limit", null, 50));

    assertEquals(1, transport.calls().size());
  }
}
