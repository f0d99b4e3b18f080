package pipeline.it.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static pipeline.it.iceberg.RowComparison.assertEqualRows;
import static pipeline.it.iceberg.RowComparison.differences;
import static pipeline.it.iceberg.RowComparison.icebergName;
import static pipeline.it.iceberg.RowComparison.parquetInDuckDb;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipeline.it.query.PythonEngine;
import pipeline.lake.Table;
import pipeline.tables.row.Tables;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.PipelineJar.MissingFeature;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;

/**
 * Publishes with the jar to REST catalogs whose tables are on S3, and reads them with DuckDB; only
 * under {@code -Pfull}.
 */
class IcebergCatalogsIT {
  private static final String PUBLISH = "publish-iceberg --date " + ExampleDay.DS;
  private static final String BUCKET = "warehouse";

  private static final Path FOLDER = ExampleDay.newFolder("iceberg-catalogs");
  private static final Path LAKE = FOLDER.resolve("lake");
  private static S3Server s3;
  private static JarRunner runner;
  private static PythonEngine engine;

  @BeforeAll
  static void start() {
    assumeTrue(Boolean.getBoolean("full"), "the catalogs are large");
    MissingFeature.assumeVersitygw();
    s3 = S3Server.versitygw(FOLDER);
    s3.createBucket(BUCKET);
    runner = ExampleDay.get().copy(LAKE).with(s3.environment()).with("AWS_REGION", "us-east-1");
    engine = PythonEngine.start("iceberg", ExampleDay.newFolder("readers"), Map.of(), "iceberg");
    engine.rows("LOAD avro; LOAD iceberg; LOAD httpfs");
    engine.rows(
        "CREATE SECRET (TYPE s3, KEY_ID '%s', SECRET '%s', ENDPOINT '%s', REGION 'us-east-1', URL_STYLE 'path', USE_SSL false)"
            .formatted(S3Server.ACCESS_KEY, S3Server.SECRET_KEY, s3.endpoint().getAuthority()));
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
    if (s3 != null) {
      s3.close();
    }
  }

  private static void assertEqualTables(URI catalog, String name) {
    engine.rows(
        "ATTACH '' AS %s (TYPE iceberg, ENDPOINT '%s', AUTHORIZATION_TYPE 'none', ACCESS_DELEGATION_MODE 'none')"
            .formatted(name, catalog));
    for (Table<?> table : Tables.all()) {
      assertEqualRows(
          table,
          engine.rows(
              differences(
                  table,
                  parquetInDuckDb(new LakeFolder(LAKE), table),
                  name + "." + icebergName(table))));
    }
    engine.rows("DETACH " + name);
  }

  private static void assertUnchanged(ProcessResult published) {
    assertTrue(published.requireSuccess().out().contains("\"changed\":false"), published.out());
  }

  /** Replaces the date by the releases of another simulated Spotify. */
  private static void changeDate(int seed) {
    runner
        .without("SPOTIFY_API_URL")
        .without("SPOTIFY_ACCOUNTS_URL")
        .run("run --replace --simulate --seed " + seed + " --date " + ExampleDay.DS)
        .requireSuccess();
  }

  @Test
  void tablesOnS3AreReadThroughIcebergsRestCatalog() {
    try (RestCatalogServer catalog =
        RestCatalogServer.onS3(ExampleDay.newFolder("rest"), s3, "s3://" + BUCKET + "/rest")) {
      JarRunner publisher = runner.with(catalog.settings());
      publisher.run(PUBLISH).requireSuccess();
      assertUnchanged(publisher.run(PUBLISH));

      assertEqualTables(catalog.uri(), "rest");
      assertCommitIsChecked(publisher);
      assertPurgeRemovesTheDate(publisher);
    }
  }

  @Test
  void nessieHasOneCommitForAllTablesOfADate() throws IOException {
    try (NessieServer nessie =
        NessieServer.start(ExampleDay.newFolder("nessie"), s3, "s3://" + BUCKET + "/nessie")) {
      JarRunner publisher = runner.with("ICEBERG_CATALOG", "rest:" + nessie.uri());
      publisher.run(PUBLISH).requireSuccess();
      assertEqualTables(nessie.uri(), "nessie");

      String commits = nessie.commits();
      assertUnchanged(publisher.run(PUBLISH));
      assertEquals(commits, nessie.commits());

      changeDate(2);
      List<RunningProcess> concurrent = List.of(publisher.start(PUBLISH), publisher.start(PUBLISH));
      concurrent.forEach(running -> running.await().requireSuccess());
      assertNotEquals(commits, nessie.commits());
      assertEqualTables(nessie.uri(), "nessie");
      assertUnchanged(publisher.run(PUBLISH));

      ProcessResult expired = publisher.run("expire-iceberg --yes").requireSuccess();
      assertTrue(expired.err().contains("Skipped 14 tables"), expired::err);

      commits = nessie.commits();
      assertCommitIsChecked(publisher);
      assertEquals(commits, nessie.commits());
      assertPurgeRemovesTheDate(publisher);
    }
  }

  private static void assertCommitIsChecked(JarRunner publisher) {
    String doctor = publisher.run("doctor").out();
    assertTrue(
        doctor.replaceAll("\\s+", " ").contains("14 of 14 tables; changes can be committed"),
        doctor);
  }

  private static void assertPurgeRemovesTheDate(JarRunner publisher) {
    assertEquals("published", icebergState(publisher));
    Path copy = ExampleDay.newFolder("purged").resolve("lake");
    JarRunner purger =
        publisher.with("LAKE", ExampleDay.get().copy(copy).environment().get("LAKE"));
    LocalDate next = LocalDate.parse(ExampleDay.DS).plusDays(1);

    purger.run("purge --before " + next + " --iceberg --yes").requireSuccess();

    assertEquals("missing", icebergState(publisher));
    assertEquals("none", icebergState(purger));
  }

  /** Returns the state of the Iceberg tables that status reports for the date. */
  private static String icebergState(JarRunner runner) {
    String line = "status --format json --from " + ExampleDay.DS + " --to " + ExampleDay.DS;
    return JsonParser.parseString(runner.run(line).requireSuccess().out())
        .getAsJsonObject()
        .getAsJsonArray("dates")
        .get(0)
        .getAsJsonObject()
        .get("iceberg")
        .getAsString();
  }
}
