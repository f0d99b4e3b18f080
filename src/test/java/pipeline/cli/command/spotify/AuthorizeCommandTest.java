package pipeline.cli.command.spotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pipeline.simulator.options.ConsentPolicy;
import pipeline.testing.PlaylistHarness;

/** Runs authorize with a browser that visits the simulator's consent page and the callback. */
@Timeout(30)
class AuthorizeCommandTest {
  private static final Pattern ADDRESS = Pattern.compile("(http://\\S+/authorize\\?\\S+)\\s");
  private static final HttpClient BROWSER =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

  private @TempDir Path folder;
  private PlaylistHarness harness;

  @BeforeEach
  void open() {
    harness = new PlaylistHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private CompletableFuture<Integer> startAuthorize(String... more) {
    String line = "authorize --port 0 " + String.join(" ", more);
    return CompletableFuture.supplyAsync(() -> harness.run(line.strip()));
  }

  /** Waits until the terminal shows the address of the consent page, and returns it. */
  private URI awaitAddress() throws Exception {
    while (true) {
      Matcher address = ADDRESS.matcher(harness.err.toString(StandardCharsets.UTF_8));
      if (address.find()) {
        return URI.create(address.group(1));
      }
      Thread.sleep(20);
    }
  }

  private static URI callback(URI shown, String query) {
    Matcher redirect =
        Pattern.compile("redirect_uri=http%3A%2F%2F127\\.0\\.0\\.1%3A(\\d+)%2Fcallback")
            .matcher(shown.toString());
    assertTrue(redirect.find(), shown.toString());
    return URI.create("http://127.0.0.1:" + redirect.group(1) + query);
  }

  private static String state(URI shown) {
    Matcher state = Pattern.compile("[?&]state=([^&]+)").matcher(shown.toString());
    assertTrue(state.find());
    return state.group(1);
  }

  private static HttpResponse<String> visit(URI address) throws Exception {
    return BROWSER.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int await(CompletableFuture<Integer> command) throws Exception {
    return command.get(20, TimeUnit.SECONDS);
  }

  @Test
  void consentIsShownAndTheTokenStored() throws Exception {
    var command = startAuthorize();
    HttpResponse<String> page = visit(awaitAddress());
    assertEquals(0, await(command), harness::err);
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("<h1><span aria-hidden=\"true\">&#10003;</span>Authorized"));
    assertTrue(page.body().contains("Somebody Simulated"), page.body());
    assertTrue(harness.result().get("changed").getAsBoolean());
    Instant at = Instant.parse(harness.storedToken().get("authorized_at").getAsString());
    assertTrue(Duration.between(at, harness.now()).toSeconds() < 30);
    assertEquals(
        0, harness.run("add-random-track --playlist " + PlaylistHarness.PLAYLIST), harness::err);
  }

  @Test
  void pkceNeedsNoClientSecret() throws Exception {
    harness.setVariable("SPOTIFY_CLIENT_SECRET", "");
    var command = startAuthorize();
    visit(awaitAddress());
    assertEquals(0, await(command), harness::err);
  }

  @Test
  void requestedScopesAreMinimalAndUsePkce() throws Exception {
    var command = startAuthorize();
    String shown = awaitAddress().toString();
    assertTrue(shown.contains("code_challenge_method=S256&code_challenge="), shown);
    assertTrue(
        shown.contains(
            "scope=playlist-modify-public%20playlist-modify-private%20playlist-read-private&"),
        shown);
    assertTrue(state(awaitAddress()).length() >= 43, shown);
    visit(awaitAddress());
    assertEquals(0, await(command));
  }

  @Test
  void tokenFileBecomesReadableByItsOwnerOnly() throws Exception {
    harness.writeToken();
    Files.setPosixFilePermissions(harness.tokenFile, PosixFilePermissions.fromString("rw-r--r--"));
    var command = startAuthorize();
    visit(awaitAddress());
    assertEquals(0, await(command), harness::err);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(harness.tokenFile)));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.filter(file -> file.toString().contains("token")).count());
    }
  }

  @Test
  void deniedConsentIsShownAndNothingStored() throws Exception {
    harness.simulate(options -> options.withConsent(ConsentPolicy.DENY));
    var command = startAuthorize();
    HttpResponse<String> page = visit(awaitAddress());
    assertEquals(77, await(command));
    assertTrue(page.body().contains("You refused"), page.body());
    assertTrue(harness.error().contains("the user refused"), harness.error());
    assertFalse(Files.exists(harness.tokenFile));
  }

  @Test
  void callbackWithAnotherStateIsIgnored() throws Exception {
    var command = startAuthorize();
    for (String query :
        new String[] {
          "/callback?code=x&state=wrong", "/callback?code=x", "/callback?error=access_denied"
        }) {
      HttpResponse<String> page = visit(callback(awaitAddress(), query));
      assertEquals(400, page.statusCode());
      assertTrue(page.body().contains("Unknown response"), page.body());
    }
    visit(awaitAddress());
    assertEquals(0, await(command), harness::err);
  }

  @Test
  void otherPathsAreNotFound() throws Exception {
    var command = startAuthorize();
    assertEquals(404, visit(callback(awaitAddress(), "/favicon.ico")).statusCode());
    visit(awaitAddress());
    assertEquals(0, await(command));
  }

  @Test
  void refusedCodeIsShownOnThePage() throws Exception {
    var command = startAuthorize();
    HttpResponse<String> page =
        visit(
            callback(awaitAddress(), "/callback?code=canary-code&state=" + state(awaitAddress())));
    assertEquals(77, await(command));
    assertTrue(page.body().contains("Invalid authorization code"), page.body());
    assertFalse((page.body() + harness.out() + harness.err()).contains("canary-code"));
  }

  @Test
  void markupInAnErrorIsEscaped() throws Exception {
    var command = startAuthorize();
    HttpResponse<String> page =
        visit(
            callback(
                awaitAddress(), "/callback?error=%3Cscript%3E&state=" + state(awaitAddress())));
    assertEquals(77, await(command));
    assertFalse(page.body().contains("<script>"), page.body());
  }

  @Test
  void userWithoutAccessReplacesNoToken() throws Exception {
    harness.setFaults("not-registered:path=/v1/me").writeToken();
    var before = harness.storedToken();
    var command = startAuthorize();
    HttpResponse<String> page = visit(awaitAddress());
    assertEquals(77, await(command));
    assertTrue(page.body().contains("User Management"), page.body());
    assertEquals(before, harness.storedToken());
  }

  @Test
  void missingAnswerEndsAfterTheTimeout() {
    assertEquals(77, harness.run("authorize --port 0 --timeout 1s"));
    assertTrue(harness.error().contains("no consent within 1 s"), harness.error());
    assertTrue(harness.error().contains("/callback"), harness.error());
  }

  @Test
  void usedPortIsReported() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(78, harness.run("authorize --port " + taken.getLocalPort()));
      assertTrue(harness.error().contains("another --port"), harness.error());
    }
  }

  @Test
  void simulatedTokenDoesNotReplaceARealOne() throws Exception {
    Files.writeString(harness.tokenFile, "{\"refresh_token\":\"x\",\"simulated\":false}");
    assertEquals(78, harness.run("authorize --port 0"));
    assertEquals("", harness.err().contains("Open this address") ? harness.err() : "");
  }

  @Test
  void authorizePrintsNoSecret() throws Exception {
    var command = startAuthorize("--log-level", "trace");
    HttpResponse<String> page = visit(awaitAddress());
    assertEquals(0, await(command));
    String all = page.body() + harness.out() + harness.err();
    assertFalse(all.contains(PlaylistHarness.CANARY), all);
    // The state and the challenge in the address are random, so they can contain a shorter prefix.
    for (String prefix : List.of("AQcode", "AQsim", "BQsim")) {
      assertFalse(all.contains(prefix), all);
    }
    assertFalse(all.contains("code_verifier"), all);
  }

  @Test
  void pageLoadsNoOtherResource() throws Exception {
    var command = startAuthorize();
    HttpResponse<String> page = visit(awaitAddress());
    assertEquals(0, await(command));
    assertFalse(page.body().matches("(?s).*(src|href)=.*"), page.body());
    assertTrue(page.body().contains("prefers-color-scheme: dark"));
    assertEquals(
        "default-src 'none'; style-src 'unsafe-inline'",
        page.headers().firstValue("Content-Security-Policy").orElse(""));
  }
}
