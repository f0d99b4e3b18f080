package pipeline.it.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static pipeline.it.iceberg.RowComparison.assertEqualRows;
import static pipeline.it.iceberg.RowComparison.differences;
import static pipeline.it.iceberg.RowComparison.icebergName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipeline.it.query.PythonEngine;
import pipeline.lake.Table;
import pipeline.tables.row.Tables;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.ProcessResult;

/**
 * Publishes Iceberg tables with the jar and reads them with DuckDB and PyIceberg; only under {@code
 * -Pfull}.
 */
class IcebergReadersIT {
  private static final Path LAKE = ExampleDay.newFolder("iceberg").resolve("lake");
  private static JarRunner runner;

  @BeforeAll
  static void publish() {
    assumeTrue(Boolean.getBoolean("full"), "the readers are large");
    runner = ExampleDay.get().copy(LAKE);
    runner.run("publish-iceberg --date " + ExampleDay.DS).requireSuccess();
  }

  private static PythonEngine readers() {
    return PythonEngine.start("iceberg", ExampleDay.newFolder("readers"), Map.of(), "iceberg");
  }

  private static String location(Table<?> table) {
    return LAKE + "/iceberg/" + icebergName(table).replace('.', '/');
  }

  private static String parquet(Table<?> table) {
    return RowComparison.parquetInDuckDb(new LakeFolder(LAKE), table);
  }

  @Test
  void bothReadersReturnTheRowsOfTheParquetTables() {
    try (PythonEngine engine = readers()) {
      engine.rows("LOAD avro; LOAD iceberg");
      for (Table<?> table : Tables.all()) {
        assertEqualRows(
            table,
            engine.rows(
                differences(
                    table, parquet(table), "iceberg_scan('%s')".formatted(location(table)))));
        assertEqualRows(
            table,
            engine.rows(
                "--pyiceberg current %s\n%s"
                    .formatted(
                        location(table), differences(table, parquet(table), "iceberg_table"))));
      }
      assertEquals(
          List.of(List.of(ExampleDay.DS)),
          engine.rows(
              "SELECT DISTINCT ds FROM iceberg_scan('%s')"
                  .formatted(location(Tables.find("analytics/fact_release").orElseThrow()))));
    }
  }

  @Test
  void restCatalogHasTheRowsOfTheParquetTables() {
    Path folder = ExampleDay.newFolder("iceberg-rest");
    try (RestCatalogServer catalog = RestCatalogServer.start(folder);
        PythonEngine engine = readers()) {
      JarRunner withCatalog = runner.with(catalog.settings());
      withCatalog.run("publish-iceberg --date " + ExampleDay.DS).requireSuccess();
      ProcessResult again =
          withCatalog.run("publish-iceberg --date " + ExampleDay.DS).requireSuccess();

      assertTrue(again.out().contains("\"changed\":false"), again.out());
      engine.rows("LOAD avro; LOAD iceberg; LOAD httpfs");
      engine.rows(
          "ATTACH '' AS rest (TYPE iceberg, ENDPOINT '%s', AUTHORIZATION_TYPE 'none')"
              .formatted(catalog.uri()));
      for (Table<?> table : Tables.all()) {
        assertEqualRows(
            table, engine.rows(differences(table, parquet(table), "rest." + icebergName(table))));
      }
    }
  }

  @Test
  void secondPublishChangesNothing() {
    ProcessResult again = runner.run("publish-iceberg --date " + ExampleDay.DS).requireSuccess();

    assertTrue(again.out().contains("\"changed\":false"), again.out());
  }

  @Test
  void expiryDeletesAnOldUnusedFileAfterAPlan() throws IOException {
    Path lost = LAKE.resolve("iceberg/analytics/fact_release/data/lost.parquet");
    Files.writeString(lost, "lost");
    Files.setLastModifiedTime(lost, FileTime.from(Instant.now().minus(Duration.ofDays(4))));

    ProcessResult plan = runner.run("expire-iceberg").requireSuccess();
    assertTrue(
        plan.out().contains("\"dry_run\":true,\"snapshots\":0,\"unused_files\":1"), plan.out());
    assertTrue(Files.exists(lost));

    runner.run("expire-iceberg --yes").requireSuccess();
    assertFalse(Files.exists(lost));
  }
}
