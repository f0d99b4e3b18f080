package pipeline.it.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static pipeline.it.iceberg.RowComparison.assertEqualRows;
import static pipeline.it.iceberg.RowComparison.differences;
import static pipeline.it.iceberg.RowComparison.icebergName;
import static pipeline.it.iceberg.RowComparison.parquetInDuckDb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipeline.iceberg.IcebergContents;
import pipeline.iceberg.IcebergPublisher;
import pipeline.iceberg.IcebergTables;
import pipeline.it.query.PythonEngine;
import pipeline.it.query.QueryEngine;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.file.FileObjectStore;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.testing.S3Server;
import pipeline.testing.TestS3Lake;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.LakeSnapshot;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.ReplacedDate;
import pipeline.testing.process.SkewedClock;

/**
 * Publishes a date with the jar, replaces it, and reads both versions with DuckDB, PyIceberg and
 * Spark; only under {@code -Pfull}.
 */
class IcebergTimeTravelIT {
  private static final String PUBLISH = "publish-iceberg --date " + ReplacedDate.DS;
  private static final String S3_LAKE = "s3://iceberg/some lake";
  private static Path folder;
  private static Path warehouse;
  private static ReplacedDate date;

  @BeforeAll
  static void publishBothVersionsInAFolder() {
    assumeTrue(Boolean.getBoolean("full"), "the readers are large");
    folder = ExampleDay.newFolder("time-travel");
    warehouse = folder.resolve("warehouse");
    date = ReplacedDate.create(folder);
    JarRunner runner = JarRunner.in(folder).with("ICEBERG_WAREHOUSE", "file:" + warehouse);
    runner.withLake(date.first().root()).run(PUBLISH).requireSuccess();
    runner.withLake(date.second().root()).run(PUBLISH).requireSuccess();
  }

  @Test
  void duckDbAndPyIcebergReturnBothVersionsInAFolder() {
    try (PythonEngine engine = startReaders(Map.of())) {
      assertReadersReturnBothVersions(engine, warehouse.toString());
    }
  }

  @Test
  void sparkReturnsBothVersionsInAFolder() throws IOException {
    try (PythonEngine spark = startSpark()) {
      assertBothVersions(
          List.of(RawTrack.TABLE, FactRelease.TABLE), // Spark needs seconds for a query
          table ->
              spark.rows(
                  "SELECT snapshot_id FROM lake.%s.snapshots ORDER BY committed_at"
                      .formatted(icebergName(table))),
          (table, lake, snapshot) ->
              spark.rows(
                  differences(
                      table,
                      "parquet.`%s/%s`".formatted(lake.root(), table.qualifiedName()),
                      "lake."
                          + icebergName(table)
                          + snapshot.map(" VERSION AS OF "::concat).orElse(""))));
      assertEquals(
          List.of(List.of("date", ReplacedDate.DS.toString(), "true")),
          spark.rows(
              "SELECT typeof(ds), ds, every(artists[0].id IS NOT NULL) FROM lake.raw.tracks GROUP"
                  + " BY ds"));
    }
  }

  /** Starts Spark with Iceberg's library. Its catalog {@code lake} has the tables of the folder. */
  private static PythonEngine startSpark() throws IOException {
    String jar = Files.readString(QueryEngine.install("iceberg-spark").resolve("jars")).strip();
    return PythonEngine.start(
        "spark-4.1",
        folder.resolve("spark"),
        Map.of(),
        "spark",
        "spark.jars=" + jar,
        "spark.sql.catalog.lake=org.apache.iceberg.spark.SparkCatalog",
        "spark.sql.catalog.lake.type=hadoop",
        "spark.sql.catalog.lake.warehouse=file:" + warehouse);
  }

  @Test
  void duckDbAndPyIcebergReturnBothVersionsInABucket() {
    PipelineJar.MissingFeature.assumeVersitygw();
    try (S3Server server = S3Server.versitygw(folder)) {
      server.createBucket("iceberg");
      Map<String, String> environment = new HashMap<>(server.environment());
      environment.put("AWS_REGION", "us-east-1");
      JarRunner runner = JarRunner.in(folder).with(environment).with("LAKE", S3_LAKE);
      upload(date.first(), server);
      runner.run(PUBLISH).requireSuccess();
      var published = server.objects("iceberg", "some lake/iceberg/");
      assertFalse(runner.run(PUBLISH).requireSuccess().changed());
      assertEquals(published, server.objects("iceberg", "some lake/iceberg/"));
      upload(date.second(), server);
      assertTrue(runner.run(PUBLISH).requireSuccess().changed());

      try (PythonEngine engine = startReaders(environment)) {
        engine.rows(
            "CREATE SECRET (TYPE s3, KEY_ID '%s', SECRET '%s', ENDPOINT '%s', USE_SSL false, URL_STYLE 'path', REGION 'us-east-1')"
                .formatted(
                    S3Server.ACCESS_KEY, S3Server.SECRET_KEY, server.endpoint().getAuthority()));
        assertReadersReturnBothVersions(engine, S3_LAKE + "/iceberg");
      }
    }
  }

  @Test
  void expiryAfterAReturnToAnEarlierVersionLosesNothing() {
    Map<String, String> settings =
        Map.of("ICEBERG_WAREHOUSE", "file:" + folder.resolve("returned"));
    JarRunner runner = JarRunner.in(folder).with(settings).withLake(date.first().root());
    try (Lake first = new Lake(new FileObjectStore(date.first().root()));
        Lake second = new Lake(new FileObjectStore(date.second().root()));
        IcebergTables tables = IcebergContents.open(first, settings)) {
      for (int i = 0; i < 12; i++) {
        var unused =
            new IcebergPublisher(i % 2 == 0 ? first : second, tables, "run-" + i)
                .publish(ReplacedDate.DS, Tables.all());
      }
      assertTrue(runner.run(PUBLISH).requireSuccess().changed());

      ProcessResult expired =
          SkewedClock.apply(runner, "+60d").run("expire-iceberg --yes").requireSuccess();

      assertTrue(expired.result().get("snapshots").getAsInt() >= 10, expired::out);
      assertTrue(expired.result().get("unused_files").getAsInt() > 0, expired::out);
      assertEquals(
          IcebergContents.expected(first, Tables.all()),
          IcebergContents.read(tables, Tables.all()));
      assertFalse(runner.run(PUBLISH).requireSuccess().changed());
    }
  }

  private static void upload(LakeFolder from, S3Server server) {
    try (Lake lake = TestS3Lake.open(S3_LAKE, server, folder);
        FileObjectStore files = new FileObjectStore(from.root())) {
      LakeSnapshot.from(files).objects().forEach(lake.store()::put);
    }
  }

  private static PythonEngine startReaders(Map<String, String> environment) {
    PythonEngine engine =
        PythonEngine.start("iceberg", ExampleDay.newFolder("readers"), environment, "iceberg");
    engine.rows("LOAD httpfs; LOAD avro; LOAD iceberg");
    return engine;
  }

  private static void assertReadersReturnBothVersions(PythonEngine engine, String tables) {
    Function<Table<?>, String> location =
        table -> tables + "/" + icebergName(table).replace('.', '/');
    Function<Table<?>, List<List<String>>> snapshots =
        table ->
            engine.rows(
                "SELECT snapshot_id FROM iceberg_snapshots('%s') ORDER BY sequence_number"
                    .formatted(location.apply(table)));
    assertBothVersions(
        Tables.all(),
        snapshots,
        (table, lake, snapshot) ->
            engine.rows(
                differences(
                    table,
                    parquetInDuckDb(lake, table),
                    "iceberg_scan('%s'%s)"
                        .formatted(
                            location.apply(table),
                            snapshot.map(", snapshot_from_id = "::concat).orElse("")))));
    assertBothVersions(
        Tables.all(),
        snapshots,
        (table, lake, snapshot) ->
            engine.rows(
                "--pyiceberg %s %s\n%s"
                    .formatted(
                        snapshot.orElse("current"),
                        location.apply(table),
                        differences(table, parquetInDuckDb(lake, table), "iceberg_table"))));
  }

  /** Compares the rows of a snapshot, or of the current one, with the Parquet files of a lake. */
  @FunctionalInterface
  private interface SnapshotComparison {
    List<List<String>> compare(Table<?> table, LakeFolder lake, Optional<String> snapshot);
  }

  private static void assertBothVersions(
      List<Table<?>> replacedTables,
      Function<Table<?>, List<List<String>>> snapshots,
      SnapshotComparison comparison) {
    for (Table<?> table : Tables.all()) {
      assertEqualRows(table, comparison.compare(table, date.second(), Optional.empty()));
    }
    int replaced = 0;
    for (Table<?> table : replacedTables) {
      List<List<String>> ids = snapshots.apply(table);
      if (!ids.isEmpty()) { // An empty table has no snapshot.
        assertEqualRows(
            table, comparison.compare(table, date.first(), Optional.of(ids.get(0).get(0))));
        replaced += ids.size() - 1;
      }
    }
    assertTrue(replaced * 3 >= replacedTables.size() * 2, replaced + " tables were replaced");
  }
}
