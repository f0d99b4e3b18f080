package pipeline.it.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.iceberg.FakeRestCatalog;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.FaultInjectingProxy;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.SimulatorProcess;

/** Searches everything that a run writes or sends for secrets, in each encoding. */
class SecretLeakIT {
  private static final String BUCKET = "canaries";

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

  private JarRunner inFolder() throws IOException {
    return SecretScanner.createRunner(folder, day.simulator.settings())
        .withLake(folder.resolve("lake"));
  }

  private JarRunner onS3() throws IOException {
    return SecretScanner.createRunner(folder, day.simulator.settings())
        .with(server.environment())
        .with("AWS_REGION", "us-east-1")
        .with("LAKE", "s3://" + BUCKET + "/lake");
  }

  @Test
  void scannerFindsEachEncodingOfASecret() {
    for (String secret : SecretScanner.SECRETS) {
      for (String before : List.of("", "a", "ab", "abc")) {
        String hidden = Base64.getEncoder().encodeToString((before + secret + "z").getBytes(UTF_8));
        assertTrue(SecretScanner.findSecret(hidden, List.of()).isPresent(), hidden);
      }
      assertTrue(
          SecretScanner.findSecret("?a=" + URLEncoder.encode(secret, UTF_8), List.of())
              .isPresent());
    }
    assertTrue(SecretScanner.findSecret("Authorization: Bearer BQDx8s9fjs", List.of()).isPresent());
    assertTrue(
        SecretScanner.findSecret("a token: AQsome.thing", List.of("AQsome.thing")).isPresent());
    assertTrue(SecretScanner.findSecret("nothing", List.of("AQsome.thing")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "warn", "info", "debug", "trace"})
  void runLeaksNoSecretAtAnyLogLevel(String level) throws IOException {
    String options = " --log-level " + level + " --date " + ExampleDay.DS;
    SecretScanner.assertNoSecret(inFolder(), 0, "run --replace --log-format json" + options);
    SecretScanner.assertNoSecret(onS3(), 0, "run --replace" + options);
  }

  @Test
  void doctorLeaksNoSecret() throws IOException {
    SecretScanner.assertNoSecret(onS3(), 0, "doctor --log-level trace --format json");
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
  void faultOfSpotifyLeaksNoSecret(String fault, int code) throws IOException {
    try (SimulatorProcess faulty =
        SimulatorProcess.start(folder.resolve("simulator"), "--fault " + fault)) {
      JarRunner runner =
          SecretScanner.createRunner(folder, faulty.settings()).withLake(folder.resolve("lake"));
      SecretScanner.assertNoSecret(runner, code, "run --log-level trace --date " + ExampleDay.DS);
    }
  }

  @Test
  void refusedCredentialsLeakNoSecret() throws IOException {
    URI accounts = URI.create(day.simulator.settings().get("SPOTIFY_ACCOUNTS_URL"));
    String refusal = "{\"error\":\"invalid_client\",\"error_description\":\"Invalid client\"}";
    try (FaultInjectingProxy proxy =
        FaultInjectingProxy.refusing(accounts, "400 Bad Request", refusal, line -> true)) {
      SecretScanner.assertNoSecret(
          inFolder().with("SPOTIFY_ACCOUNTS_URL", proxy.uri().toString()),
          77,
          "run --log-level trace --date " + ExampleDay.DS);
    }
  }

  @ParameterizedTest
  @CsvSource({"ICEBERG_REST_TOKEN, 77", "ICEBERG_REST_CREDENTIAL, 74"})
  void refusalOfACatalogLeaksNoSecret(String setting, int code) throws IOException {
    String secret = "cAnArY+of/catalog==";
    Path file = Files.writeString(shared.resolve(setting), secret);
    try (FakeRestCatalog catalog =
        new FakeRestCatalog("file:" + folder, null, request -> false, true)) {
      JarRunner runner = inFolder().with("ICEBERG_CATALOG", "rest:" + catalog.uri());
      String command = "expire-iceberg --log-level trace";
      SecretScanner.assertNoSecret(runner.with(setting, secret), code, command, secret);
      SecretScanner.assertNoSecret(
          runner.with(setting + "_FILE", file.toString()), code, command, secret);

      for (FakeRestCatalog.CatalogRequest request : catalog.requests()) {
        String sent = request.headers().get("authorization") + request.body();
        assertTrue(sent.contains("cAnArY"), request::line);
      }
    }
  }

  @Test
  void refusalOfS3LeaksNoSecret() throws IOException {
    String command = "run --log-level trace --date " + ExampleDay.DS;
    SecretScanner.assertNoSecret(
        onS3().with("AWS_SECRET_ACCESS_KEY", SecretScanner.AMAZON), 77, command);
    try (FaultInjectingProxy proxy =
        FaultInjectingProxy.denying(server.endpoint(), line -> line.startsWith("PUT "))) {
      SecretScanner.assertNoSecret(
          onS3()
              .with("LAKE", "s3://" + BUCKET + "/denied")
              .with("AWS_ENDPOINT_URL_S3", proxy.uri().toString()),
          77,
          command);
    }
  }

  @Test
  void serversGetOnlyTheirSecretsAndStorageGetsNone() throws IOException {
    PipelineJar.MissingFeature.assumeVersitygw();
    Path place = Files.createDirectory(folder.resolve("server"));
    Map<String, String> addresses = day.simulator.settings();
    try (S3Server strict = S3Server.versitygw(place);
        FaultInjectingProxy s3 = FaultInjectingProxy.recording(strict.endpoint());
        FaultInjectingProxy api =
            FaultInjectingProxy.recording(URI.create(addresses.get("SPOTIFY_API_URL")));
        FaultInjectingProxy accounts =
            FaultInjectingProxy.recording(URI.create(addresses.get("SPOTIFY_ACCOUNTS_URL")))) {
      strict.createBucket(BUCKET);
      JarRunner runner =
          onS3()
              .with("AWS_ENDPOINT_URL_S3", s3.uri().toString())
              .with("SPOTIFY_API_URL", api.uri().toString())
              .with("SPOTIFY_ACCOUNTS_URL", accounts.uri().toString());

      SecretScanner.assertNoSecret(runner, 0, "run --log-level trace --date " + ExampleDay.DS);
      SecretScanner.assertNoSecret(
          runner, 0, "report --output s3://" + BUCKET + "/lake/report.html");

      String key = "Authorization: AWS4-HMAC-SHA256 Credential=";
      assertOnlyIn(List.of(key), s3, S3Server.ACCESS_KEY);
      assertOnlyIn(List.of("Authorization: Basic "), accounts);
      assertOnlyIn(List.of("Authorization: Bearer BQsim"), api, "BQsim");
      SecretScanner.assertNoSecret(
          "the server's log", Files.readString(place.resolve("server.log")));
      Map<String, String> stored = StorageScanner.scan(place.resolve("data"));
      assertEquals(14, stored.keySet().stream().filter(of -> of.startsWith("rows of ")).count());
      stored.forEach(SecretScanner::assertNoSecret);

      s3.requests().clear();
      JarRunner unknown = runner.with("AWS_SESSION_TOKEN", SecretScanner.AMAZON);
      SecretScanner.assertNoSecret(unknown, 77, "status --log-level trace");
      assertOnlyIn(List.of(key, "X-Amz-Security-Token: "), s3, S3Server.ACCESS_KEY);
    }
  }

  /** Checks that the text is in these headers of each request and in no other part of it. */
  private static void assertOnlyIn(
      List<String> headers, FaultInjectingProxy server, String... more) {
    assertFalse(server.requests().isEmpty());
    for (String heard : server.requests()) {
      String rest = heard;
      for (String header : headers) {
        String without = rest.replaceFirst("(?im)^" + header + ".*$", "");
        assertNotEquals(rest, without, () -> "lacks " + header);
        rest = without;
      }
      SecretScanner.assertNoSecret(headers + " and the rest", rest, more);
    }
  }
}
