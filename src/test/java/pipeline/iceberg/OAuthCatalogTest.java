package pipeline.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;
import static pipeline.testing.PipelineHarness.TODAY;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.S3RequestConfig;
import pipeline.tables.row.FactRelease;
import pipeline.testing.PipelineHarness;

/** Publishes to a REST catalog with OAuth2. */
class OAuthCatalogTest {
  private static final String SECRET = "s3cret";
  private static final String GRANTED =
      """
      {"access_token":"token-%d","token_type":"bearer","expires_in":%d,
       "issued_token_type":"urn:ietf:params:oauth:token-type:access_token"}
      """;

  @TempDir Path folder;
  private final List<String> tokenRequests = new CopyOnWriteArrayList<>();
  private PipelineHarness harness;
  private HttpServer tokens;
  private FakeRestCatalog catalog;
  private int lifetime = 3600;

  @BeforeEach
  void start() throws IOException {
    harness = new PipelineHarness(folder.resolve("lake"));
    tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokens.createContext("/", this::grant);
    tokens.start();
    catalog =
        new FakeRestCatalog(
            "file:" + folder,
            null,
            request ->
                request.headers().getOrDefault("authorization", "").startsWith("Bearer token-"),
            true);
  }

  @AfterEach
  void stop() {
    catalog.close();
    tokens.stop(0);
    harness.close();
  }

  private void grant(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean isGranted = form.contains(SECRET) || form.contains("subject_token=token-");
    if (isGranted) {
      tokenRequests.add(form);
    }
    byte[] body =
        (isGranted
                ? GRANTED.formatted(tokenRequests.size(), lifetime)
                : "{\"error\":\"invalid_client\",\"error_description\":\"unknown client\"}")
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(isGranted ? 200 : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private IcebergTables open(Map<String, String> properties) {
    return open(properties, Optional.empty());
  }

  private IcebergTables open(Map<String, String> properties, Optional<URI> proxy) {
    Map<String, String> all = new HashMap<>();
    all.put(
        "oauth2-server-uri", "http://localhost:" + tokens.getAddress().getPort() + "/oauth/token");
    all.putAll(properties);
    return IcebergTables.open(
        harness.lake(),
        IcebergConfig.parse("rest:" + catalog.uri(), Optional.of("file:" + folder), all),
        new LakeSettings(
            folder, folder, Map.of(), proxy, List.of(), Optional.empty(), S3RequestConfig.DEFAULT));
  }

  /** Sends a request and returns its token. */
  private String findWithToken(IcebergTables tables) {
    assertTrue(tables.catalog().find(IcebergSchemas.name(FactRelease.TABLE)).isEmpty());
    List<FakeRestCatalog.CatalogRequest> received = catalog.requests();
    return received.get(received.size() - 1).headers().get("authorization");
  }

  @Test
  void credentialIsExchangedForAToken() {
    harness.runAllStages(TODAY);
    try (IcebergTables tables = open(Map.of("credential", "client:" + SECRET, "scope", "all"))) {
      assertTrue(
          new IcebergPublisher(harness.lake(), tables, "run")
              .publish(TODAY, List.of(FactRelease.TABLE))
              .get(0)
              .changed());
    }
    assertEquals(1, tokenRequests.size());
    String form = tokenRequests.get(0);
    assertTrue(form.contains("grant_type=client_credentials"), form);
    assertTrue(form.contains("client_id=client"), form);
    assertTrue(form.contains("scope=all"), form);
  }

  @Test
  void tokenIsRenewedBeforeItExpires() throws InterruptedException {
    lifetime = 1;
    try (IcebergTables tables = open(Map.of("credential", "client:" + SECRET))) {
      assertEquals("Bearer token-1", findWithToken(tables));
      for (int i = 0; i < 200 && findWithToken(tables).endsWith("-1"); i++) {
        Thread.sleep(50);
      }
      assertNotEquals("Bearer token-1", findWithToken(tables));
    }
  }

  @Test
  void errorAboutAWrongCredentialDoesNotContainIt() {
    LakeException refused =
        assertThrows(LakeException.class, () -> open(Map.of("credential", "client:wr0ng")).close());

    assertEquals(LakeErrorKind.DENIED, refused.kind(), refused::getMessage);
    assertMessage(refused, "ICEBERG_REST_CREDENTIAL", "unknown client");
    for (Throwable one = refused; one != null; one = one.getCause()) {
      assertFalse(one.toString().contains("wr0ng"), one::toString);
    }
  }

  @Test
  void tokenServerHasAProxyRuleOfItsOwn() throws IOException {
    try (TunnelProxy proxy = new TunnelProxy(1)) {
      assertThrows(
          LakeException.class,
          () ->
              open(
                      Map.of(
                          "credential",
                          "client:" + SECRET,
                          "oauth2-server-uri",
                          "https://login.example.test/token"),
                      Optional.of(proxy.address()))
                  .close());

      assertEquals(List.of("login.example.test:443"), proxy.hosts().stream().distinct().toList());
      assertEquals(List.of(), catalog.requests());
    }
  }
}
