package pipeline.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.iceberg.IcebergPublisher.PublishedTable;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.TestLakeSettings;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.Tables;
import pipeline.testing.PipelineHarness;

/** Checks Iceberg tables whose files another writer, catalog, program or lake uses too. */
class SharedTablesTest {
  private static final TableIdentifier FACTS = IcebergSchemas.name(FactRelease.TABLE);

  @TempDir Path folder;
  private Path lakeFolder;
  private PipelineHarness harness;

  @BeforeEach
  void loadADate() {
    lakeFolder = folder.resolve("lake");
    harness = new PipelineHarness(lakeFolder);
    harness.runAllStages(TODAY);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static List<PublishedTable> publish(Lake lake, String runId) {
    try (IcebergTables tables = IcebergContents.open(lake, Map.of())) {
      return new IcebergPublisher(lake, tables, runId).publish(TODAY, Tables.all());
    }
  }

  /** Returns the tables whose rows differ from those of the partition. */
  private List<Table<?>> listOutdated() {
    try (IcebergTables tables = IcebergContents.open(harness.lake(), Map.of())) {
      return Tables.all().stream().filter(table -> isOutdated(tables, table)).toList();
    }
  }

  private boolean isOutdated(IcebergTables tables, Table<?> table) {
    return !TableContent.find(tables.catalog(), table, Expressions.alwaysTrue())
        .hasContent(TODAY, harness.partition(table, TODAY).footer());
  }

  /**
   * Runs an action once, before the next commit of a table. The action stands for another process.
   */
  private void beforeNextCommit(Runnable action) {
    AtomicBoolean hasRun = new AtomicBoolean();
    harness
        .store()
        .beforeEachPut(
            key -> {
              if (key.endsWith(".metadata.json") && !hasRun.getAndSet(true)) {
                action.run();
              }
            });
  }

  @Test
  void slowWriterDoesNotReplaceANewerVersion() {
    publish(harness.lake(), "first");
    harness.setAlbums(30).runAllStages(TODAY);
    beforeNextCommit(
        () -> {
          harness.setAlbums(40).runAllStages(TODAY);
          publish(harness.lake(), "newer");
        });

    publish(harness.lake(), "slow");

    assertEquals(List.of(), listOutdated());
  }

  @Test
  void rowsThatAnotherProgramDeletedArePublishedAgain() {
    publish(harness.lake(), "first");
    try (IcebergTables tables = IcebergContents.open(harness.lake(), Map.of())) {
      org.apache.iceberg.Table facts = tables.catalog().find(FACTS).orElseThrow();
      DataFile file = TableContent.read(facts, Expressions.alwaysTrue()).files(TODAY).get(0);
      facts
          .newRowDelta()
          .addDeletes(
              FileMetadata.deleteFileBuilder(facts.spec())
                  .ofPositionDeletes()
                  .withPath(facts.location() + "/data/deletes.parquet")
                  .withFormat(FileFormat.PARQUET)
                  .withFileSizeInBytes(10)
                  .withRecordCount(file.recordCount())
                  .withPartition(file.partition())
                  .build())
          .commit();
    }
    assertEquals(List.of(FactRelease.TABLE), listOutdated());

    publish(harness.lake(), "second");

    assertEquals(List.of(), listOutdated());
  }

  @Test
  void copiedLakeDoesNotChangeTheTablesOfTheOriginal() throws IOException {
    publish(harness.lake(), "first");
    Path copy = folder.resolve("copy");
    copyFiles(lakeFolder, copy);
    List<Path> before = files(lakeFolder);

    try (PipelineHarness copied = new PipelineHarness(copy)) {
      LakeException refused =
          assertThrows(LakeException.class, () -> publish(copied.lake(), "second"));

      assertTrue(
          String.valueOf(refused.getMessage()).contains("delete the copy"), refused.getMessage());
    }
    assertEquals(before, files(lakeFolder));
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Opens the tables of a REST catalog whose locations begin like those of the folder catalog. */
  private IcebergTables openRest(FakeRestCatalog catalog) {
    return IcebergTables.open(
        harness.lake(),
        IcebergConfig.parse(
            "rest:" + catalog.uri(),
            Optional.of("file:" + lakeFolder),
            Map.of("table-location", "file:" + lakeFolder + "/iceberg")),
        TestLakeSettings.environment(folder, Map.of()));
  }

  @Test
  void expiryOfAFolderKeepsTheTablesOfARestCatalog() throws IOException {
    publish(harness.lake(), "folder");
    try (FakeRestCatalog catalog = FakeRestCatalog.open("file:" + lakeFolder);
        IcebergTables rest = openRest(catalog)) {
      new IcebergPublisher(harness.lake(), rest, "rest").publish(TODAY, Tables.all());
      List<Path> before = files(lakeFolder);

      expire();

      assertEquals(before, files(lakeFolder));
    }
  }

  @Test
  void expiryOfAFolderKeepsFilesBesideTheMetadataOfAnotherCatalog() throws IOException {
    publish(harness.lake(), "folder");
    Path table = lakeFolder.resolve("iceberg/analytics/fact_release");
    Files.writeString(table.resolve("metadata/00001-9b1d.metadata.json"), "{}");
    Files.writeString(table.resolve("data/of-another-catalog.parquet"), "");
    List<Path> before = files(lakeFolder);

    expire();

    assertEquals(before, files(lakeFolder));
  }

  private void expire() {
    try (IcebergTables tables = IcebergContents.open(harness.lake(), Map.of())) {
      Instant inFiveDays = Instant.now().plus(Duration.ofDays(5));
      new IcebergMaintenance(tables, inFiveDays).clean(Duration.ofDays(30), true);
    }
  }
}
