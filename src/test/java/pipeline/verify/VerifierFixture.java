package pipeline.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.parquet.hadoop.ParquetWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Table;
import pipeline.lake.parquet.ParquetWriters;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.testing.PipelineHarness;
import pipeline.testing.process.LakeFolder;

/** A lake of a few dates in a folder, and methods that damage it. */
abstract class VerifierFixture {
  static final LocalDate YESTERDAY = TODAY.minusDays(1);

  /**
   * The lake of {@link #YESTERDAY} and {@link PipelineHarness#TODAY}, of which each test has a
   * copy.
   */
  @TempDir static Path twoDates;

  @TempDir Path folder;
  PipelineHarness harness;
  DateRange span = new DateRange(YESTERDAY, TODAY);

  static void publish(PipelineHarness publisher, List<LocalDate> dates) {
    publisher.setComparableTags().setAlbums(6);
    for (LocalDate ds : dates) {
      publisher.clock.set(ds + "T12:00:00Z");
      publisher.runAllStages(ds);
    }
  }

  @BeforeEach
  void openLake() {
    if (!Files.exists(twoDates.resolve("raw"))) {
      try (PipelineHarness publisher = new PipelineHarness(twoDates)) {
        publish(publisher, List.of(YESTERDAY, TODAY));
      }
    }
    new LakeFolder(twoDates).copyTo(folder, "raw", "clean", "analytics");
    harness = new PipelineHarness(folder).setAlbums(6);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  VerifyResult verify(DateRange dates, List<Table<?>> tables) {
    LakeInventory inventory = LakeInventory.list(harness.lake(), tables, dates);
    return new LakeVerifier(
            harness.lake(), harness.clock.instant(), new LinkedHashSet<>(tables), "")
        .verify(inventory, dates, DateSample.ALL, () -> {});
  }

  VerifyResult verify() {
    return verify(span, Tables.all());
  }

  /** Checks the states and the keys of all findings, and that each message has the key. */
  VerifyResult assertFound(String... findings) {
    VerifyResult result = verify();
    assertEquals(
        new TreeSet<>(Set.of(findings)), new TreeSet<>(findings(result)), result::formatText);
    for (Finding finding : result.findings()) {
      assertTrue(finding.message().matches(".+: .*" + finding.key() + ".*; .+"), finding::message);
    }
    return result;
  }

  /** Returns the state and the key of each finding. */
  static List<String> findings(VerifyResult result) {
    return result.findings().stream().map(one -> one.state() + " " + one.key()).toList();
  }

  static void assertMessage(VerifyResult result, String words) {
    assertTrue(result.findings().get(0).message().contains(words), result::formatText);
  }

  Path file(Table<?> table, LocalDate ds) {
    return folder.resolve(table.key(ds));
  }

  void swap(Path one, Path other) throws IOException {
    Path between = folder.resolve("between");
    Files.move(one, between);
    Files.move(other, one);
    Files.move(between, other);
  }

  /** Writes changed rows into the file of a partition, with the footer of the old rows. */
  <R extends IndexedRecord> void changeBehindTheFooter(
      Table<R> table, LocalDate ds, UnaryOperator<List<GenericData.Record>> change)
      throws IOException {
    List<GenericData.Record> rows = new ArrayList<>();
    for (R row : harness.rows(table, ds)) {
      GenericData.Record copy = new GenericData.Record(table.schema());
      for (int i = 0; i < table.columns().size(); i++) {
        copy.put(i, row.get(i));
      }
      rows.add(copy);
    }
    PartitionMetadata footer = harness.partition(table, ds).footer();
    Path file = file(table, ds);
    Files.delete(file);
    try (ParquetWriter<IndexedRecord> writer =
        ParquetWriters.open(file, table.schema(), footer::metadata)) {
      for (IndexedRecord row : change.apply(rows)) {
        writer.write(row);
      }
    }
  }

  static List<GenericData.Record> renameFirst(List<GenericData.Record> rows, String column) {
    rows.get(0).put(column, rows.get(0).get(column) + "!");
    return rows;
  }
}
