package pipeline.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.RefreshTokenPolicy;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.RunningProcess;

/** Searches everything that a command writes for refresh tokens and access tokens. */
class UserTokenIT {
  private static final String ADD =
      "add-random-track --log-level trace --seed 4 --playlist 37i9dQZF1DXcBWIGoYBM5M";

  /** The prefix of the simulator's refresh tokens and access tokens. */
  private static final String[] TOKENS = {"AQsim", "BQsim"};

  private static final Pattern ADDRESS = Pattern.compile("(http://\\S+/authorize\\?\\S+)\\s");

  @TempDir Path folder;
  private Simulator simulator;

  @AfterEach
  void close() {
    simulator.close();
  }

  /**
   * Starts a simulator that replaces the refresh token at each use, with faults separated by
   * spaces.
   */
  private JarRunner runner(String faults) throws IOException {
    simulator =
        Simulator.start(
            SimulatorConfig.DEFAULTS
                .withRefreshTokens(RefreshTokenPolicy.ROTATE)
                .withFaults(faults.isEmpty() ? List.of() : List.of(Fault.parse(faults))),
            0,
            Clock.systemUTC());
    return SecretScanner.createRunner(
            folder,
            Map.of(
                "SPOTIFY_API_URL", simulator.apiUrl().toString(),
                "SPOTIFY_ACCOUNTS_URL", simulator.accountsUrl().toString()))
        .withLake(folder.resolve("lake"));
  }

  private Path tokenFile() {
    return folder.resolve(".spotify-token");
  }

  private String storedToken() throws IOException {
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile())));
    return JsonParser.parseString(Files.readString(tokenFile()))
        .getAsJsonObject()
        .get("refresh_token")
        .getAsString();
  }

  private void assertNoToken(JarRunner runner, int code, String command, String token)
      throws IOException {
    SecretScanner.assertNoSecret(runner, code, command, TOKENS[0], TOKENS[1], token);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, true",
    "'500:path=/api/token,times=1', 0, true",
    "'cut:path=/api/token,times=1', 77, false",
    "'redirect:path=/api/token', 76, false",
    "'403:path=/v1/search', 77, true",
    "'401:path=/v1/playlists', 77, true",
    "'quota-exceeded:path=/v1/search', 75, true"
  })
  void refreshTokenStaysInItsFile(String fault, int code, boolean replaced) throws IOException {
    JarRunner runner = runner(fault);
    String first = simulator.refreshToken();

    assertNoToken(runner.with("SPOTIFY_REFRESH_TOKEN", first), code, ADD, first);

    String second = storedToken();
    assertEquals(replaced, !second.equals(first));
    assertEquals(replaced, !Files.readString(tokenFile()).contains(first));
    assertNoToken(runner, code, ADD + " --ignore-block", second);
    assertEquals(replaced, !storedToken().equals(second));
  }

  @Test
  void refusedRefreshTokenIsNotLeaked() throws IOException {
    SecretScanner.assertNoSecret(runner(""), 77, ADD, TOKENS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"refresh_token\":\"TOKEN\"", "TOKEN", "[\"TOKEN\"]"})
  void corruptTokenFileLeaksNoToken(String text) throws IOException {
    JarRunner runner = runner("");
    String token = simulator.refreshToken();
    Files.writeString(tokenFile(), text.replace("TOKEN", token));

    assertNoToken(runner, 78, ADD, token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate-limit --requests 5 --interval 0 --yes --log-level trace",
        "add-random-track --dry-run --log-level trace",
        "doctor --log-level trace"
      })
  void commandWithoutUserAccessReadsNoToken(String command) throws IOException {
    JarRunner runner = runner("");
    String token = simulator.refreshToken();

    assertNoToken(runner.with("SPOTIFY_REFRESH_TOKEN", token), 0, command, token);

    assertFalse(Files.exists(tokenFile()));
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "'redirect:path=/api/token', 76", "'401:path=/v1/me', 77"})
  void newlyAuthorizedTokenIsNotLeaked(String fault, int code) throws Exception {
    JarRunner runner = runner(fault);
    String page;
    try (RunningProcess running = runner.start("authorize --port 0 --log-level trace")) {
      assertTrue(
          running.awaitCondition(() -> ADDRESS.matcher(running.err()).find()), running.err());
      page = visit(running.err());
      SecretScanner.assertNoSecret(runner, running, code, TOKENS);
    }
    SecretScanner.assertNoSecret("the page", page, TOKENS);
    assertEquals(code == 0, Files.exists(tokenFile()));
    if (code == 0) {
      assertTrue(storedToken().startsWith(TOKENS[0]));
      assertNoToken(runner, 0, ADD, storedToken());
    }
  }

  private static String visit(String output) throws Exception {
    Matcher address = ADDRESS.matcher(output);
    assertTrue(address.find());
    HttpClient browser =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
    return browser
        .send(HttpRequest.newBuilder(URI.create(address.group(1))).build(), BodyHandlers.ofString())
        .body();
  }
}
