package pipeline.lake.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.s3.FakeBucket.ErrorResponse;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.S3RequestConfig;
import pipeline.testing.process.LocalMachine;

/** Checks a proxy and a private certificate authority, as in a company network. */
class S3NetworkTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  @Test
  void authorityOfTheCaBundleIsTrusted() throws Exception {
    try (FakeS3 s3 = FakeS3.encrypted(ownCertificate())) {
      try (ObjectStore stranger = open(s3.environment(), Optional.empty())) {
        LakeException failure = assertThrows(LakeException.class, () -> stranger.list("raw/"));
        assertEquals(LakeErrorKind.CONFIGURATION, failure.kind(), failure::getMessage);
        assertMessage(failure, "certificate", "CA_BUNDLE");
      }
      try (ObjectStore store = open(s3.environment(), Optional.of(folder.resolve("ca.pem")))) {
        assertEquals(List.of(), store.list("raw/"));
      }
    }
  }

  @Test
  void invalidCaBundleIsReported() throws IOException {
    Path noPem = Files.writeString(folder.resolve("ca.pem"), "no certificate");
    for (Path file : List.of(noPem, folder.resolve("missing.pem"))) {
      try (ObjectStore store = open(account(), Optional.of(file))) {
        LakeException failure = assertThrows(LakeException.class, () -> store.list("raw/"));
        assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
        assertMessage(failure, "CA_BUNDLE", file.toString());
      }
    }
  }

  @Test
  void requestsGoThroughTheProxy() throws Exception {
    try (RefusingProxy proxy = new RefusingProxy("403 Forbidden")) {
      try (ObjectStore store = open(account(), proxy.address(), List.of("other.test"))) {
        LakeException failure = assertThrows(LakeException.class, () -> store.list("raw/"));
        assertEquals(LakeErrorKind.CONFIGURATION, failure.kind(), failure::getMessage);
        assertMessage(failure, "a proxy", "403", "HTTPS_PROXY");
        assertFalse(failure.getMessage().contains("pass"), failure::getMessage);
      }
      assertEquals("CONNECT s3.example.test:443 HTTP/1.1", proxy.lines().get(0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "502 Bad Gateway,         UNREACHABLE",
    "503 Service Unavailable, UNREACHABLE",
    "504 Gateway Timeout,     UNREACHABLE",
    "407 Who are you,         CONFIGURATION",
    "405 Method Not Allowed,  CONFIGURATION",
    "400 Bad Request,         CONFIGURATION",
    "404 Not Found,           CONFIGURATION"
  })
  void errorOfTheProxyIsNotAttributedToS3(String status, LakeErrorKind kind) throws Exception {
    try (RefusingProxy proxy = new RefusingProxy(status);
        ObjectStore store = open(account(), proxy.address(), List.of())) {
      LakeException failure = assertThrows(LakeException.class, () -> store.list("raw/"));
      assertEquals(kind, failure.kind(), failure::getMessage);
      assertMessage(failure, "a proxy", status.substring(0, 3), "HTTPS_PROXY", "NO_PROXY");
      assertFalse(failure.getMessage().contains("S3 answers"), failure::getMessage);
    }
  }

  @Test
  void loopbackAndNoProxyHostsBypassTheProxy() throws Exception {
    try (RefusingProxy proxy = new RefusingProxy("403 Forbidden");
        FakeS3 s3 = FakeS3.encrypted(ownCertificate());
        ObjectStore loopback = open(s3.environment(), proxy.address(), List.of());
        ObjectStore excepted = open(account(), proxy.address(), List.of("example.test"))) {
      assertMessage(assertThrows(LakeException.class, () -> loopback.list("raw/")), "certificate");
      assertMessage(
          assertThrows(LakeException.class, () -> excepted.list("raw/")), "s3.example.test");
      assertEquals(List.of(), proxy.lines());
    }
  }

  @Test
  void endpointOfAProfileBypassesTheProxyToo() throws Exception {
    Path config = folder.resolve("config");
    try (FakeBucket s3 = FakeBucket.failing(ErrorResponse.plain(404, "no S3 here"));
        RefusingProxy proxy = new RefusingProxy("403 Forbidden")) {
      Files.writeString(config, "[default]\nendpoint_url = " + s3.endpoint() + "\n");
      Map<String, String> environment = new HashMap<>(s3.environment());
      environment.remove("AWS_ENDPOINT_URL_S3");
      environment.put("AWS_CONFIG_FILE", config.toString());
      try (ObjectStore store = open(environment, proxy.address(), List.of())) {
        LakeException failure = assertThrows(LakeException.class, () -> store.list("raw/"));
        assertMessage(failure, "raw/ at " + s3.endpoint(), "no S3 server at this address", "404");
      }
      assertEquals(List.of(), proxy.lines());
    }
  }

  /** Returns the TLS context of a self-signed certificate for localhost. */
  private SSLContext ownCertificate() throws Exception {
    Path store = folder.resolve("server.p12");
    String keystore = store.toString();
    keytool(
        "-genkeypair -alias s3 -keyalg EC -dname CN=localhost -ext san=dns:localhost"
            + " -storetype PKCS12 -validity 2 -keystore "
            + keystore);
    keytool(
        "-exportcert -rfc -alias s3 -keystore " + keystore + " -file " + folder.resolve("ca.pem"));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(LocalMachine.jdkProgram("keytool"));
    command.addAll(List.of((arguments + " -storepass " + PASSWORD).split(" ", -1)));
    LocalMachine.run(command.toArray(String[]::new));
  }

  private static Map<String, String> account() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", "https://s3.example.test",
        "AWS_ACCESS_KEY_ID", "id",
        "AWS_SECRET_ACCESS_KEY", "secret");
  }

  private ObjectStore open(Map<String, String> environment, Optional<Path> caBundle) {
    return open(environment, Optional.empty(), List.of(), caBundle);
  }

  private ObjectStore open(Map<String, String> environment, URI proxy, List<String> noProxy) {
    return open(environment, Optional.of(proxy), noProxy, Optional.empty());
  }

  private ObjectStore open(
      Map<String, String> environment,
      Optional<URI> proxy,
      List<String> noProxy,
      Optional<Path> caBundle) {
    return ObjectStoreFactory.open(
        "s3://bucket/lake",
        new LakeSettings(
            folder, folder, environment, proxy, noProxy, caBundle, S3RequestConfig.DEFAULT));
  }
}
