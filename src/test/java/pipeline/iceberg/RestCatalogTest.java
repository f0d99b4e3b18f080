package pipeline.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.iceberg.FakeRestCatalog.CatalogRequest;
import pipeline.iceberg.IcebergMaintenance.TableCleanup;
import pipeline.iceberg.IcebergPublisher.PublishedTable;
import pipeline.it.security.Certificates;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.S3RequestConfig;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.Tables;
import pipeline.testing.PipelineHarness;

/** Publishes to a REST catalog, also behind a proxy and with a private certificate authority. */
class RestCatalogTest {
  private static final String HOST = "catalog.example.test";
  private static final URI FAR = URI.create("https://" + HOST + "/");

  @TempDir static Path shared;
  private static PipelineHarness harness;
  private static Certificates certificates;
  private static SSLContext certificate;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    harness = new PipelineHarness(shared.resolve("lake")).runAllStages(TODAY);
    certificates = new Certificates(shared);
    certificate = certificates.server("dns:" + HOST + ",dns:localhost", "-1d");
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  private FakeRestCatalog encrypted() {
    return new FakeRestCatalog(warehouse(), certificate, request -> true, true);
  }

  private String warehouse() {
    return "file:" + folder;
  }

  private LakeSettings settings(Optional<URI> proxy, List<String> noProxy, Optional<Path> bundle) {
    return new LakeSettings(
        folder, folder, Map.of(), proxy, noProxy, bundle, S3RequestConfig.DEFAULT);
  }

  private LakeSettings direct() {
    return settings(Optional.empty(), List.of(), Optional.empty());
  }

  /** Publishes all tables and returns the number of changed ones. */
  private long publish(URI catalog, LakeSettings settings) {
    return publish(catalog, settings, Map.of());
  }

  private long publish(URI catalog, LakeSettings settings, Map<String, String> properties) {
    IcebergConfig config =
        IcebergConfig.parse("rest:" + catalog, Optional.of(warehouse()), properties);
    try (IcebergTables tables = IcebergTables.open(harness.lake(), config, settings)) {
      return new IcebergPublisher(harness.lake(), tables, "run")
          .publish(TODAY, Tables.all()).stream().filter(PublishedTable::changed).count();
    }
  }

  private LakeException failure(URI catalog, LakeSettings settings) {
    LakeException failure = assertThrows(LakeException.class, () -> publish(catalog, settings));
    assertFalse(failure.getMessage().contains("s3cret"), failure::getMessage);
    return failure;
  }

  private static long commits(FakeRestCatalog catalog) {
    return catalog.requests().stream()
        .map(CatalogRequest::line)
        .filter("POST /v1/transactions/commit"::equals)
        .count();
  }

  @Test
  void allTablesOfADateAreOneCommit() {
    try (FakeRestCatalog catalog = FakeRestCatalog.open(warehouse())) {
      assertEquals(Tables.all().size() - 1, publish(catalog.uri(), direct()));
      assertEquals(0, publish(catalog.uri(), direct()));

      assertEquals(1, commits(catalog));
    }
  }

  @Test
  void tablesThatOnlyTheCatalogCanCleanAreSkipped() {
    try (FakeRestCatalog catalog = FakeRestCatalog.open(warehouse())) {
      publish(catalog.uri(), direct());
      TableIdentifier facts = IcebergSchemas.name(FactRelease.TABLE);
      catalog.catalog().loadTable(facts).updateProperties().set("gc.enabled", "false").commit();

      IcebergConfig config =
          IcebergConfig.parse("rest:" + catalog.uri(), Optional.of(warehouse()), Map.of());
      try (IcebergTables tables = IcebergTables.open(harness.lake(), config, direct())) {
        assertEquals(
            List.of(facts.toString()),
            new IcebergMaintenance(tables, Instant.now())
                .clean(Duration.ofDays(1), true).stream()
                    .filter(TableCleanup::isManaged)
                    .map(TableCleanup::table)
                    .toList());
      }
    }
  }

  @Test
  void authorityOfTheCaBundleIsTrusted() {
    try (FakeRestCatalog catalog = encrypted()) {
      LakeException untrusted = failure(catalog.uri(), direct());
      assertEquals(LakeErrorKind.CONFIGURATION, untrusted.kind(), untrusted::getMessage);
      assertMessage(untrusted, "certificate", "CA_BUNDLE", catalog.uri().toString());
      assertEquals(List.of(), catalog.requests());

      publish(
          catalog.uri(), settings(Optional.empty(), List.of(), Optional.of(certificates.pem())));
      assertEquals(1, commits(catalog));
    }
  }

  @Test
  void certificateOfAnotherHostIsRefused() {
    SSLContext stranger = certificates.server("dns:stranger.example.test", "-1d");
    try (FakeRestCatalog catalog =
        new FakeRestCatalog(warehouse(), stranger, request -> true, true)) {
      LakeException refused =
          failure(
              catalog.uri(),
              settings(Optional.empty(), List.of(), Optional.of(certificates.pem())));

      assertMessage(refused, "localhost");
      assertEquals(List.of(), catalog.requests());
    }
  }

  @Test
  void invalidCaBundleIsReported() {
    LakeException invalid =
        failure(
            FAR, settings(Optional.empty(), List.of(), Optional.of(folder.resolve("missing.pem"))));

    assertEquals(LakeErrorKind.CONFIGURATION, invalid.kind(), invalid::getMessage);
    assertMessage(invalid, "CA_BUNDLE", "missing.pem");
  }

  @Test
  void catalogIsReachedThroughTheProxy() throws IOException {
    try (FakeRestCatalog catalog = encrypted();
        TunnelProxy proxy = new TunnelProxy(catalog.uri().getPort())) {
      publish(
          FAR,
          settings(
              Optional.of(proxy.address()),
              List.of("other.test"),
              Optional.of(certificates.pem())));

      assertEquals(1, commits(catalog));
      assertEquals(Set.of(HOST + ":443"), Set.copyOf(proxy.hosts()));
    }
  }

  @Test
  void loopbackAndNoProxyHostsBypassTheProxy() throws IOException {
    try (FakeRestCatalog catalog = encrypted();
        TunnelProxy proxy = new TunnelProxy(catalog.uri().getPort())) {
      LakeSettings excepted =
          settings(
              Optional.of(proxy.address()),
              List.of("example.test"),
              Optional.of(certificates.pem()));

      publish(catalog.uri(), excepted);
      assertEquals(LakeErrorKind.UNREACHABLE, failure(FAR, excepted).kind());

      assertEquals(List.of(), proxy.hosts());
    }
  }

  @Test
  void unreachableProxyIsNamed() {
    LakeException failure =
        failure(
            FAR,
            settings(
                Optional.of(URI.create("http://user:s3cret@localhost:1")),
                List.of(),
                Optional.empty()));

    assertEquals(LakeErrorKind.UNREACHABLE, failure.kind(), failure::getMessage);
    assertMessage(failure, HOST, "HTTPS_PROXY");
  }

  @Test
  void proxyWithHttpsIsNotSupported() {
    LakeException failure =
        failure(
            FAR,
            settings(
                Optional.of(URI.create("https://user:s3cret@proxy.example.test")),
                List.of(),
                Optional.empty()));

    assertEquals(LakeErrorKind.CONFIGURATION, failure.kind(), failure::getMessage);
    assertMessage(failure, "HTTPS_PROXY", "NO_PROXY");
  }
}
