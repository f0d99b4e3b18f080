package pipeline.spotify.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.testing.clock.FakeTime;
import pipeline.testing.process.LocalMachine;

/** Checks requests to a server whose certificate is signed by a private authority. */
class ClientTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;
  private static HttpsServer server;
  private static Path bundle;

  @BeforeAll
  static void serve() throws Exception {
    Path store = folder.resolve("server.p12");
    LocalMachine.run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        new String(PASSWORD));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    bundle = folder.resolve("bundle.pem");
    Files.writeString(bundle, pem(keys.getCertificate("server")));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              "{\"access_token\":\"abc\",\"albums\":{\"items\":[{\"id\":\"a\"}],\"total\":1}}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static String pem(Certificate certificate) throws Exception {
    String text = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }

  private static SpotifyClient client(@Nullable Path caBundle) {
    URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    SpotifySettings settings =
        new SpotifySettings(
            "id",
            "secret",
            url,
            url,
            0,
            Map.of(),
            "calls",
            8,
            Duration.ofMinutes(1),
            false,
            false,
            null,
            List.of(),
            caBundle);
    return FakeClients.overSockets(settings, StateStore.inMemory(), new FakeTime());
  }

  @Test
  void caBundleIsTrusted() {
    try (SpotifyClient client = client(bundle)) {
      assertEquals(1, client.newReleases(10).items().size());
    }
  }

  @Test
  void unknownAuthorityFailsWithoutARetry() {
    try (SpotifyClient client = client(null)) {
      SpotifyException refusal = assertThrows(SpotifyException.class, () -> client.newReleases(10));

      assertEquals(SpotifyErrorKind.CONFIGURATION, refusal.kind(), refusal::getMessage);
      assertEquals(1, client.requestStats().requests());
    }
  }
}
