package pipeline.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.FaultInjectingProxy;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.SimulatorProcess;

/**
 * Runs the jar against TLS servers with valid and invalid certificates. A server with an invalid
 * certificate gets no request.
 */
class TlsIT {
  private static final String BUCKET = "over-tls";
  private static final String COMMAND =
      "extract-releases --replace --log-level trace --date " + ExampleDay.DS;
  private static final String LOOPBACK = "ip:127.0.0.1";

  @TempDir static Path shared;
  @TempDir Path folder;
  private static S3Server server;
  private static SimulatorProcess simulator;
  private static Certificates certificates;
  private static SSLContext valid;
  private static SSLContext ofAnotherHost;
  private static SSLContext expired;

  @BeforeAll
  static void start() {
    server = S3Server.s3proxy(shared);
    server.createBucket(BUCKET);
    // One page only, because the simulator's next link uses plain http.
    simulator = SimulatorProcess.start(shared, "--albums 15 --date " + ExampleDay.DS);
    certificates = new Certificates(shared);
    valid = certificates.server(LOOPBACK, "-1d");
    ofAnotherHost = certificates.server("dns:stranger.example", "-1d");
    expired = certificates.server(LOOPBACK, "-9d");
  }

  @AfterAll
  static void stop() {
    simulator.close();
    server.close();
  }

  private JarRunner runner(String trust) throws IOException {
    JarRunner runner =
        SecretScanner.createRunner(folder, simulator.settings())
            .with(server.environment())
            .with("AWS_REGION", "us-east-1")
            .with("LAKE", "s3://" + BUCKET + "/lake");
    return switch (trust) {
      case "of the JVM" -> runner.with("JDK_JAVA_OPTIONS", certificates.trusted());
      case "of CA_BUNDLE" -> runner.with("CA_BUNDLE", certificates.pem().toString());
      default -> runner;
    };
  }

  /** Returns the address of the server that this setting names. */
  private static URI address(String setting) {
    return URI.create(
        setting.startsWith("SPOTIFY")
            ? simulator.settings().get(setting)
            : server.endpoint().toString());
  }

  @ParameterizedTest
  @CsvSource({"of the JVM", "of CA_BUNDLE"})
  void trustedCertificateIsAccepted(String trust) throws IOException {
    try (FaultInjectingProxy accounts =
            FaultInjectingProxy.overTls(address("SPOTIFY_ACCOUNTS_URL"), valid);
        FaultInjectingProxy api = FaultInjectingProxy.overTls(address("SPOTIFY_API_URL"), valid);
        FaultInjectingProxy s3 =
            FaultInjectingProxy.overTls(address("AWS_ENDPOINT_URL_S3"), valid)) {
      Map<String, String> settings =
          Map.of(
              "SPOTIFY_ACCOUNTS_URL", accounts.uri().toString(),
              "SPOTIFY_API_URL", api.uri().toString(),
              "AWS_ENDPOINT_URL_S3", s3.uri().toString());

      SecretScanner.assertNoSecret(runner(trust).with(settings), 0, COMMAND);

      for (FaultInjectingProxy each : List.of(accounts, api, s3)) {
        assertFalse(each.requests().isEmpty());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SPOTIFY_ACCOUNTS_URL, CA_BUNDLE",
    "SPOTIFY_API_URL, CA_BUNDLE",
    "AWS_ENDPOINT_URL_S3, CA_BUNDLE"
  })
  void untrustedCertificateIsRefused(String setting, String remedy) throws IOException {
    assertRefused(valid, setting, "none", remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "SPOTIFY_ACCOUNTS_URL, of the JVM",
    "SPOTIFY_API_URL, of CA_BUNDLE",
    "AWS_ENDPOINT_URL_S3, of the JVM",
    "AWS_ENDPOINT_URL_S3, of CA_BUNDLE"
  })
  void certificateOfAnotherHostIsRefused(String setting, String trust) throws IOException {
    assertRefused(ofAnotherHost, setting, trust, "127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "SPOTIFY_ACCOUNTS_URL, of CA_BUNDLE",
    "SPOTIFY_API_URL, of the JVM",
    "AWS_ENDPOINT_URL_S3, of CA_BUNDLE",
    "AWS_ENDPOINT_URL_S3, of the JVM"
  })
  void expiredCertificateIsRefused(String setting, String trust) throws IOException {
    assertRefused(expired, setting, trust, "validity");
  }

  private void assertRefused(SSLContext certificate, String setting, String trust, String word)
      throws IOException {
    try (FaultInjectingProxy proxy = FaultInjectingProxy.overTls(address(setting), certificate)) {
      ProcessResult result =
          SecretScanner.assertNoSecret(
              runner(trust).with(setting, proxy.uri().toString()), 78, COMMAND);

      assertTrue(result.error().contains(word), result::error);
      assertEquals(List.of(), proxy.requests());
    }
  }
}
