package pipeline.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.iceberg.IcebergMaintenance.TableCleanup;
import pipeline.iceberg.IcebergPublisher.PublishedTable;
import pipeline.lake.Table;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.StageException;
import pipeline.testing.PipelineHarness;

/** Checks the Iceberg tables in a folder, read through Iceberg's own library. */
class IcebergPublisherTest {
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);
  private static final TableIdentifier FACTS = TableIdentifier.of("analytics", "fact_release");

  @TempDir Path folder;
  private PipelineHarness harness;
  private IcebergTables tables;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
    tables = openTables();
  }

  private IcebergTables openTables() {
    return IcebergContents.open(harness.lake(), Map.of());
  }

  @AfterEach
  void close() {
    tables.close();
    harness.close();
  }

  private List<PublishedTable> publish(LocalDate ds, String runId) {
    return new IcebergPublisher(harness.lake(), tables, runId).publish(ds, Tables.all());
  }

  private List<PublishedTable> publishFacts(String runId) {
    return new IcebergPublisher(harness.lake(), tables, runId)
        .publish(TODAY, List.of(FactRelease.TABLE));
  }

  private static Set<String> changed(List<PublishedTable> published) {
    return published.stream()
        .filter(PublishedTable::changed)
        .map(table -> table.table().qualifiedName())
        .collect(Collectors.toSet());
  }

  private org.apache.iceberg.Table table(TableIdentifier name) {
    return tables.catalog().find(name).orElseThrow();
  }

  private static List<Snapshot> snapshots(org.apache.iceberg.Table table) {
    List<Snapshot> snapshots = new ArrayList<>();
    table.snapshots().forEach(snapshots::add);
    return snapshots;
  }

  /** Returns the number of rows of the current data files, by date. */
  private Map<String, Long> rowsByDate(TableIdentifier name) {
    Map<String, Long> rows = new TreeMap<>();
    try (CloseableIterable<FileScanTask> tasks = table(name).newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        LocalDate ds = LocalDate.ofEpochDay(task.file().partition().get(0, Integer.class));
        rows.merge(ds.toString(), task.file().recordCount(), Long::sum);
        assertTrue(Files.isRegularFile(file(task.file().location())), task.file().location());
        assertEquals(size(file(task.file().location())), task.file().fileSizeInBytes());
      }
      return rows;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path file(String location) {
    return Path.of(location.replaceFirst("^file://", ""));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void allTablesOfTwoDatesHaveTheRowsOfTheirPartitions() {
    harness.runAllStages(YESTERDAY).runAllStages(TODAY);

    publish(YESTERDAY, "one");
    publish(TODAY, "two");

    for (Table<?> table : Tables.all()) {
      Map<String, Long> expected = new TreeMap<>();
      for (LocalDate ds : List.of(YESTERDAY, TODAY)) {
        long rows = harness.partition(table, ds).footer().rows();
        if (rows > 0) {
          expected.put(ds.toString(), rows);
        }
      }
      assertEquals(expected, rowsByDate(IcebergSchemas.name(table)), table.qualifiedName());
    }
  }

  @Test
  void sameContentMakesNoSnapshot() {
    harness.runAllStages(TODAY);
    // A table without rows has nothing to commit.
    assertEquals(
        Tables.all().size() - 1, changed(publish(TODAY, "one")).size(), "all but clean/rejects");

    assertEquals(Set.of(), changed(publish(TODAY, "two")));
    assertEquals(1, snapshots(table(FACTS)).size());
  }

  @Test
  void changedPartitionReplacesItsDateOnly() {
    harness.runAllStages(YESTERDAY).runAllStages(TODAY);
    publish(YESTERDAY, "one");
    publish(TODAY, "one");
    Map<String, Long> before = rowsByDate(FACTS);

    harness.setAlbums(30).runAllStages(TODAY);
    publish(TODAY, "two");

    Map<String, Long> after = rowsByDate(FACTS);
    assertEquals(before.get(YESTERDAY.toString()), after.get(YESTERDAY.toString()));
    assertEquals(
        harness.partition(FactRelease.TABLE, TODAY).footer().rows(), after.get(TODAY.toString()));
    assertFalse(before.equals(after));
  }

  @Test
  void snapshotHasContentHashRunAndLineage() {
    harness.runAllStages(TODAY);

    publish(TODAY, "one");

    Map<String, String> summary = table(FACTS).currentSnapshot().summary();
    Map<String, String> footer = harness.partition(FactRelease.TABLE, TODAY).footer().metadata();
    footer.forEach((name, value) -> assertEquals(value, summary.get(name), name));
    assertEquals(TODAY.toString(), summary.get("pipeline.ds"));
  }

  @Test
  void returnToAnEarlierContentKeepsItsFileAfterExpiry() {
    harness.setAlbums(20).runAllStages(TODAY);
    publish(TODAY, "one");
    harness.setAlbums(22).runAllStages(TODAY);
    publish(TODAY, "two");
    harness.setAlbums(20).runAllStages(TODAY);
    publish(TODAY, "three");

    org.apache.iceberg.Table facts = table(FACTS);
    facts.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();

    assertEquals(1, snapshots(table(FACTS)).size());
    assertEquals(Set.of(TODAY.toString()), rowsByDate(FACTS).keySet());
    // The file of run two stays until the snapshot that replaced it expires.
    assertEquals(2, dataFiles("analytics/fact_release").size());
  }

  private List<Path> dataFiles(String table) {
    try (Stream<Path> files = Files.walk(folder.resolve("iceberg/" + table + "/data"))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void dateThatIsNotLoadedIsRefused() {
    harness.extractReleases(TODAY);

    StageException refused = assertThrows(StageException.class, () -> publish(TODAY, "one"));

    assertTrue(String.valueOf(refused.getMessage()).contains("run load"), refused.getMessage());
    assertFalse(Files.exists(folder.resolve("iceberg")));
  }

  @Test
  void columnsHaveTheDocsOfTheSchemasAndTheDate() {
    harness.runAllStages(TODAY);
    publish(TODAY, "one");

    for (Table<?> table : Tables.all()) {
      org.apache.iceberg.Schema schema = table(IcebergSchemas.name(table)).schema();
      table
          .schema()
          .getFields()
          .forEach(field -> assertEquals(field.doc(), schema.findField(field.name()).doc()));
      assertEquals("date", schema.findField("ds").type().toString());
    }
    assertEquals("loaded_partitions", IcebergSchemas.name(PartitionEntry.TABLE).name());
  }

  @Test
  void concurrentWritersOfDifferentDatesLoseNothing() {
    List<LocalDate> dates = TODAY.minusDays(5).datesUntil(TODAY.plusDays(1)).toList();
    dates.forEach(harness::runAllStages);

    List<CompletableFuture<Void>> writers =
        dates.stream()
            .map(
                ds ->
                    CompletableFuture.runAsync(
                        () -> {
                          try (IcebergTables own = openTables()) {
                            new IcebergPublisher(harness.lake(), own, "run-" + ds)
                                .publish(ds, List.of(FactRelease.TABLE));
                          }
                        }))
            .toList();
    CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();

    assertEquals(
        dates.stream().map(LocalDate::toString).collect(Collectors.toSet()),
        rowsByDate(FACTS).keySet());
  }

  @Test
  void maintenanceDeletesOnlyWhatNoSnapshotUses() throws IOException {
    for (int i = 0; i < 12; i++) {
      harness.setAlbums(20 + i % 2).runAllStages(TODAY);
      publishFacts("run-" + i);
    }
    Path orphan = folder.resolve("iceberg/analytics/fact_release/data/ds=2026-11-20/lost.parquet");
    Files.writeString(orphan, "lost");
    Map<String, Long> rows = rowsByDate(FACTS);

    IcebergMaintenance inAYear =
        new IcebergMaintenance(tables, Instant.now().plus(Duration.ofDays(365)));
    TableCleanup planned = inAYear.clean(Duration.ofDays(30), false).get(0);
    assertTrue(Files.exists(orphan));
    assertEquals(2, planned.snapshots());
    inAYear.clean(Duration.ofDays(30), true);

    assertFalse(Files.exists(orphan));
    assertEquals(10, snapshots(table(FACTS)).size());
    assertEquals(rows, rowsByDate(FACTS));
    assertEquals(10, dataFiles("analytics/fact_release").size());
    assertEquals(Set.of(), changed(publishFacts("run-12")));
  }

  @Test
  void maintenanceDeletesTheMetadataOfOldVersions() {
    for (int i = 0; i < 25; i++) {
      harness.setAlbums(20 + i % 2).runAllStages(TODAY);
      publishFacts("run-" + i);
    }
    assertEquals(26, metadataFiles());

    new IcebergMaintenance(tables, Instant.now().plus(Duration.ofDays(365)))
        .clean(Duration.ofDays(1), true);

    assertEquals(21, metadataFiles());
    assertEquals(Set.of(), changed(publishFacts("run-25")));
  }

  private long metadataFiles() {
    try (Stream<Path> files =
        Files.list(folder.resolve("iceberg/analytics/fact_release/metadata"))) {
      return files.filter(file -> file.toString().endsWith(".metadata.json")).count();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
