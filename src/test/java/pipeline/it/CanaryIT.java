package pipeline.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.S3Server;

/** Secrets that would be recognised in any dress are looked for wherever a run leaves something. */
class CanaryIT {
  private static final String BUCKET = "canaries";
  private static final String ID = "the-app-of-the-canary";
  private static final String SPOTIFY = "cAnArY+of/spotify=& %zz";
  private static final String REFRESH = "cAnArY+refresh/token==";
  private static final String AMAZON = "cAnArY+of/amazon==";
  private static final Pattern TOKEN =
      Pattern.compile("(?i)\\b(Bearer|Basic) [A-Za-z0-9+/=_-]{8,}");

  @TempDir static Path shared;
  @TempDir Path folder;
  private static S3Server server;
  private static ExampleDay day;

  @BeforeAll
  static void start() {
    day = ExampleDay.get();
    server = S3Server.s3proxy(shared);
    server.createBucket(BUCKET);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Secrets of Spotify from .env, those of the lake from the environment. */
  private Workplace workplace(Map<String, String> settings) throws IOException {
    Path dotEnv = folder.resolve(".env");
    Files.writeString(
        dotEnv,
        """
        SPOTIFY_CLIENT_ID=%s
        SPOTIFY_CLIENT_SECRET='%s'
        SPOTIFY_REFRESH_TOKEN='%s'
        """
            .formatted(ID, SPOTIFY, REFRESH));
    Files.setPosixFilePermissions(dotEnv, PosixFilePermissions.fromString("rw-------"));
    return Workplace.in(folder)
        .with(settings)
        .without("SPOTIFY_CLIENT_ID")
        .without("SPOTIFY_CLIENT_SECRET");
  }

  private Workplace inFolder() throws IOException {
    return workplace(day.simulator.settings()).lake(folder.resolve("lake"));
  }

  private Workplace onS3() throws IOException {
    return workplace(day.simulator.settings())
        .with(server.environment())
        .with("AWS_REGION", "us-east-1")
        .with("LAKE", "s3://" + BUCKET + "/lake");
  }

  /** All that a run writes, and how it is called. */
  private void assertNoCanary(Workplace workplace, int code, String command) throws IOException {
    Ended ended;
    String shown = "";
    try (Running running = workplace.start(command)) {
      shown = running.commandLine();
      ended = running.await();
    }
    assertEquals(code, ended.exitCode(), ended.err());
    assertFalse(ended.err().isBlank() && ended.out().isBlank(), "there was something to search");
    assertNone("ps", shown);
    assertNone("stdout", ended.out());
    assertNone("stderr", ended.err());
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().equals(".env")) {
          assertNone(file.toString(), Files.readString(file, ISO_8859_1));
        }
      }
    }
  }

  private static void assertNone(String where, String text) {
    for (String form : forms()) {
      assertFalse(text.contains(form), where + " has " + form);
    }
    assertFalse(TOKEN.matcher(text).find(), where + " has a token");
  }

  private static List<String> forms() {
    List<String> forms = new ArrayList<>();
    for (String secret : List.of(SPOTIFY, REFRESH, AMAZON, S3Server.SECRET_KEY)) {
      forms.add(secret);
      forms.add(URLEncoder.encode(secret, UTF_8));
      forms.add(URLEncoder.encode(secret, UTF_8).replace("+", "%20"));
      forms.addAll(base64(secret));
    }
    forms.addAll(base64(ID + ":" + SPOTIFY));
    return forms;
  }

  /** Wherever it begins in what is encoded, these letters come of it. */
  private static List<String> base64(String secret) {
    List<String> forms = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      byte[] bytes = ("x".repeat(before) + secret).getBytes(UTF_8);
      String standard = Base64.getEncoder().withoutPadding().encodeToString(bytes);
      String inner = standard.substring(before == 0 ? 0 : before + 1, standard.length() - 2);
      forms.add(inner);
      forms.add(inner.replace('+', '-').replace('/', '_'));
    }
    return forms;
  }

  @Test
  void theSearchFindsEachForm() {
    for (String secret : List.of(REFRESH, AMAZON, S3Server.SECRET_KEY)) {
      for (String before : List.of("", "a", "ab", "abc")) {
        String hidden = Base64.getEncoder().encodeToString((before + secret + "z").getBytes(UTF_8));
        assertTrue(forms().stream().anyMatch(hidden::contains), hidden);
      }
    }
    assertTrue(TOKEN.matcher("Authorization: Bearer BQDx8s9fjs").find());
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "warn", "info", "debug", "trace"})
  void atEveryLevel(String level) throws IOException {
    String options = " --log-level " + level + " --date " + ExampleDay.DS;
    assertNoCanary(inFolder(), 0, "run --replace --log-format json" + options);
    assertNoCanary(onS3(), 0, "run --replace" + options);
  }

  @Test
  void ofTheDoctor() throws IOException {
    assertNoCanary(onS3(), 0, "doctor --log-level trace --format json");
  }

  @ParameterizedTest
  @CsvSource({
    "401, 77",
    "403, 77",
    "premium-needed, 77",
    "quota-exceeded, 75",
    "not-json, 69",
    "redirect, 76",
    "next-foreign, 76",
  })
  void underFaultsOfSpotify(String fault, int code) throws IOException {
    try (SimulatorProcess faulty =
        SimulatorProcess.start(folder.resolve("simulator"), "--fault " + fault)) {
      Workplace workplace = workplace(faulty.settings()).lake(folder.resolve("lake"));
      assertNoCanary(workplace, code, "run --log-level trace --date " + ExampleDay.DS);
    }
  }

  @Test
  void whereTheCredentialsAreRefused() throws IOException {
    URI accounts = URI.create(day.simulator.settings().get("SPOTIFY_ACCOUNTS_URL"));
    String refusal = "{\"error\":\"invalid_client\",\"error_description\":\"Invalid client\"}";
    try (Between between = Between.refusing(accounts, "400 Bad Request", refusal, line -> true)) {
      assertNoCanary(
          inFolder().with("SPOTIFY_ACCOUNTS_URL", between.uri().toString()),
          77,
          "run --log-level trace --date " + ExampleDay.DS);
    }
  }

  @Test
  void whereTlsFails() throws IOException {
    String plain = day.simulator.settings().get("SPOTIFY_ACCOUNTS_URL");
    assertNoCanary(
        inFolder().with("SPOTIFY_ACCOUNTS_URL", plain.replace("http:", "https:")),
        69,
        "run --log-level trace --max-wait 1s --date " + ExampleDay.DS);
    assertNoCanary(
        onS3()
            .with("AWS_SESSION_TOKEN", AMAZON)
            .with("AWS_ENDPOINT_URL_S3", server.endpoint().toString().replace("http:", "https:")),
        74,
        "run --log-level trace --date " + ExampleDay.DS);
  }

  @Test
  void whereS3Refuses() throws IOException {
    String command = "run --log-level trace --date " + ExampleDay.DS;
    assertNoCanary(onS3().with("AWS_SECRET_ACCESS_KEY", AMAZON), 77, command);
    try (Between between = Between.denying(server.endpoint(), line -> line.startsWith("PUT "))) {
      assertNoCanary(
          onS3()
              .with("LAKE", "s3://" + BUCKET + "/denied")
              .with("AWS_ENDPOINT_URL_S3", between.uri().toString()),
          77,
          command);
    }
  }
}
