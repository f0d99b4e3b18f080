package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;
import static pipeline.testing.PipelineHarness.TODAY;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.iceberg.FakeRestCatalog;
import pipeline.iceberg.FakeRestCatalog.CatalogRequest;
import pipeline.iceberg.IcebergConfig;
import pipeline.iceberg.IcebergMaintenance;
import pipeline.iceberg.IcebergMaintenance.TableCleanup;
import pipeline.iceberg.IcebergPublisher;
import pipeline.iceberg.IcebergPublisher.PublishedTable;
import pipeline.iceberg.IcebergTables;
import pipeline.lake.Table;
import pipeline.lake.s3.FakeBucket.ErrorResponse;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.TestLakeSettings;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.Tables;
import pipeline.testing.PipelineHarness;

/** Publishes to catalogs that require signed requests, as Glue and S3 Tables do. */
class AwsCatalogTest {
  private static final SignatureCheck S3_TABLES =
      new SignatureCheck(Map.of("id", "hidden-secret"), "eu-central-1", "s3tables");
  private static final Map<String, String> SIGNED =
      Map.of(
          "rest.sigv4-enabled", "true",
          "rest.signing-name", "s3tables",
          "rest.signing-region", "eu-central-1");
  private static final List<Table<?>> FACTS = List.of(FactRelease.TABLE);

  @TempDir static Path shared;
  private static PipelineHarness harness;

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void load() {
    harness = new PipelineHarness(shared.resolve("lake")).runAllStages(TODAY);
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  private FakeRestCatalog catalog(SignatureCheck check) {
    return new FakeRestCatalog("file:" + folder, null, request -> isValid(check, request), true);
  }

  private static boolean isValid(SignatureCheck check, CatalogRequest request) {
    return check.isValid(request.method(), request.uri(), request.headers(), request.body());
  }

  private IcebergTables open(FakeRestCatalog catalog, Map<String, String> properties) {
    environment.putIfAbsent("HOME", folder.toString());
    environment.putIfAbsent("AWS_EC2_METADATA_DISABLED", "true");
    return IcebergTables.open(
        harness.lake(),
        IcebergConfig.parse("rest:" + catalog.uri(), Optional.of("file:" + folder), properties),
        TestLakeSettings.environment(folder, environment));
  }

  private static long publish(IcebergTables tables, List<Table<?>> selected) {
    return new IcebergPublisher(harness.lake(), tables, "run")
        .publish(TODAY, selected).stream().filter(PublishedTable::changed).count();
  }

  @Test
  void checkOfTheTestAcceptsASignatureOfBotocore() {
    Map<String, String> headers =
        Map.of(
            "content-type",
            "application/json",
            "host",
            "s3tables.eu-central-1.amazonaws.com",
            "x-amz-content-sha256",
            "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862",
            "x-amz-date",
            "20261129T120000Z",
            "x-amz-security-token",
            "token",
            "authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261129/eu-central-1/s3tables/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;"
                + "x-amz-security-token,"
                + " Signature=269c1ba95ce39d3b72f783c1f48aa8d6bec888117be7995305f3e219bc6c9444");
    URI uri =
        URI.create(
            "/iceberg/v1/arn%3Aaws%3As3tables%3Aeu-central-1%3A123456789012%3Abucket%2Flake"
                + "/namespaces/analytics/tables/fact_release?snapshots=all&a=b%3Ac");
    SignatureCheck check =
        new SignatureCheck(
            Map.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
            "eu-central-1",
            "s3tables");

    assertTrue(check.isValid("POST", uri, headers, "{\"a\":1}"));
    assertFalse(check.isValid("POST", uri, headers, "{\"a\":2}"));
    assertFalse(check.isValid("GET", uri, headers, "{\"a\":1}"));
  }

  @Test
  void eachRequestHasAValidSignature() throws IOException {
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "hidden-secret");
    environment.put("AWS_SESSION_TOKEN", "token");
    Map<String, String> properties = new HashMap<>(SIGNED);
    properties.put("table-location", "file:" + folder + "/own/");
    try (FakeRestCatalog catalog = catalog(S3_TABLES);
        IcebergTables tables = open(catalog, properties)) {
      assertEquals(Tables.all().size() - 1, publish(tables, Tables.all()));
      assertEquals(0, publish(tables, Tables.all()));

      for (CatalogRequest request : catalog.requests()) {
        assertEquals("token", request.headers().get("x-amz-security-token"), request::line);
      }
      try (Stream<Path> created = Files.list(folder.resolve("own/analytics"))) {
        assertTrue(
            created.anyMatch(table -> table.getFileName().toString().startsWith("fact_release-")));
      }
    }
  }

  @Test
  void signatureWithAnotherSecretIsRefused() {
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "another-secret");
    try (FakeRestCatalog catalog = catalog(S3_TABLES)) {
      LakeException refused =
          assertThrows(LakeException.class, () -> open(catalog, SIGNED).close());

      assertEquals(LakeErrorKind.DENIED, refused.kind(), refused::getMessage);
      assertMessage(refused, catalog.uri().toString(), "those of AWS");
      assertFalse(refused.getMessage().contains("another-secret"), refused::getMessage);
    }
  }

  @Test
  void missingCredentialsAndRegionAreReported() {
    try (FakeRestCatalog catalog = catalog(S3_TABLES)) {
      LakeException noRegion =
          assertThrows(
              LakeException.class, () -> open(catalog, Map.of("rest.auth.type", "sigv4")).close());
      assertEquals(LakeErrorKind.CONFIGURATION, noRegion.kind(), noRegion::getMessage);
      assertMessage(noRegion, "AWS_REGION");

      LakeException noCredentials =
          assertThrows(LakeException.class, () -> open(catalog, SIGNED).close());
      assertEquals(LakeErrorKind.DENIED, noCredentials.kind(), noCredentials::getMessage);
      assertMessage(noCredentials, "no AWS credentials were found", "AWS_PROFILE");
      assertEquals(List.of(), catalog.requests());
    }
  }

  @Test
  void renewedCredentialsSignLaterRequests() throws Exception {
    Map<String, String> secrets = Map.of("id-1", "secret-1", "id-2", "secret-2");
    HttpServer container = credentialsThatExpireAtOnce();
    environment.put(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://localhost:" + container.getAddress().getPort() + "/");
    try (FakeRestCatalog catalog =
            catalog(new SignatureCheck(secrets, "eu-central-1", "s3tables"));
        IcebergTables tables = open(catalog, SIGNED)) {
      publish(tables, FACTS);
      // The SDK uses expired credentials for one more second.
      Thread.sleep(1_100);
      assertEquals(0, publish(tables, FACTS));

      Set<String> used =
          catalog.requests().stream()
              .map(request -> request.headers().get("authorization"))
              .map(text -> text.replaceFirst(".*Credential=([^/]*)/.*", "$1"))
              .collect(Collectors.toSet());
      assertEquals(secrets.keySet(), used);
    } finally {
      container.stop(0);
    }
  }

  /**
   * Starts a server with the credentials of a container. The first response has the first
   * credentials, and all later responses have the second ones.
   */
  private static HttpServer credentialsThatExpireAtOnce() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int[] count = {0};
    server.createContext(
        "/",
        exchange -> {
          int number = Math.min(++count[0], 2);
          byte[] body =
              """
              {"AccessKeyId":"id-%d","SecretAccessKey":"secret-%d","Token":"t","Expiration":"%s"}
              """
                  .formatted(number, number, Instant.now())
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** S3 Tables only allow reading and writing an object. */
  private static FakeBucket tableBucket() {
    return new FakeBucket() {
      @Override
      Optional<ErrorResponse> findError(ReceivedRequest request) {
        boolean isOther =
            request.method().equals("DELETE")
                || request.isListing()
                || !request.header("x-amz-copy-source").isEmpty();
        return isOther
            ? Optional.of(ErrorResponse.xml(405, "MethodNotAllowed", "not for table buckets"))
            : Optional.empty();
      }
    };
  }

  @Test
  void tablesOfS3TablesArePublishedWithoutCopyListAndDelete() throws IOException {
    String location = "s3://3d0e--table-s3";
    try (FakeBucket bucket = tableBucket();
        FakeRestCatalog catalog =
            new FakeRestCatalog(location, null, request -> isValid(S3_TABLES, request), false)) {
      environment.putAll(bucket.environment());
      try (IcebergTables tables = open(catalog, SIGNED)) {
        assertEquals(Tables.all().size() - 1, publish(tables, Tables.all()));
        assertEquals(0, publish(tables, Tables.all()));

        Path partition = shared.resolve("lake").resolve(FactRelease.TABLE.key(TODAY));
        assertTrue(
            bucket
                .contents()
                .containsValue(Files.readString(partition, StandardCharsets.ISO_8859_1)));
        for (TableCleanup cleanup :
            new IcebergMaintenance(tables, Instant.MAX).clean(Duration.ZERO, true)) {
          assertTrue(cleanup.isManaged(), cleanup::table);
        }
        assertTrue(
            bucket.requests().stream().noneMatch(request -> request.method().equals("DELETE")));
      }
    }
  }
}
