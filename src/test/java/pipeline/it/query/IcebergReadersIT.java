package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import pipeline.lake.Table;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
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
    return LAKE + "/iceberg/" + icebergName(table);
  }

  private static String icebergName(Table<?> table) {
    boolean isRenamed = table.qualifiedName().equals(PartitionEntry.TABLE.qualifiedName());
    return isRenamed ? "analytics/loaded_partitions" : table.qualifiedName();
  }

  private static String parquet(Table<?> table) {
    return "read_parquet('%s/%s/*/*.parquet', hive_partitioning = true)"
        .formatted(LAKE, table.qualifiedName());
  }

  /**
   * Returns the number of rows that only the partitions have, that only the Iceberg table has, and
   * of all rows of the partitions.
   */
  private static String differences(Table<?> table, String iceberg) {
    String columns = String.join(", ", table.columns()) + ", ds";
    String ours = "SELECT %s FROM %s".formatted(columns, parquet(table));
    String theirs = "SELECT %s FROM %s".formatted(columns, iceberg);
    return "SELECT (SELECT count(*) FROM (%s EXCEPT ALL %s)), (SELECT count(*) FROM (%s EXCEPT ALL %s)), (SELECT count(*) FROM (%s))"
        .formatted(ours, theirs, theirs, ours, ours);
  }

  private static void assertEqualRows(Table<?> table, List<List<String>> differences) {
    List<String> counts = differences.get(0);
    assertEquals(List.of("0", "0"), counts.subList(0, 2), table.qualifiedName());
    if (!table.name().equals("rejects")) {
      assertNotEquals("0", counts.get(2), table.qualifiedName());
    }
  }

  @Test
  void bothReadersReturnTheRowsOfTheParquetTables() {
    try (PythonEngine engine = readers()) {
      engine.rows("LOAD avro; LOAD iceberg");
      for (Table<?> table : Tables.all()) {
        assertEqualRows(
            table,
            engine.rows(differences(table, "iceberg_scan('%s')".formatted(location(table)))));
        assertEqualRows(
            table,
            engine.rows(
                "--pyiceberg " + location(table) + "\n" + differences(table, "iceberg_table")));
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
            table, engine.rows(differences(table, "rest." + icebergName(table).replace('/', '.'))));
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
