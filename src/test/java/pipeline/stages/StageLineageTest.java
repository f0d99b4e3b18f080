package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.StageException;
import pipeline.testing.PipelineHarness;

/** Compares the lineage that stages report with the objects and footers in the lake. */
class StageLineageTest {
  private static final List<Table<?>> RAW_AND_CLEAN =
      Stream.of(Tables.RAW, Tables.CLEAN).flatMap(List::stream).toList();

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void stagesReportTheirReadAndPublishedPartitions() {
    runAndCheckStages(true);
  }

  @Test
  void unchangedStagesReportTheSamePartitions() {
    harness.runAllStages(TODAY);
    harness.clock.set(TODAY.plusDays(5) + "T12:00:00Z");
    runAndCheckStages(false);
  }

  private void runAndCheckStages(boolean changed) {
    harness.extractReleases(TODAY);
    assertLineage(List.of(), List.of(RawRelease.TABLE), changed);
    harness.extractTracks(TODAY);
    assertLineage(List.of(RawRelease.TABLE), List.of(RawTrack.TABLE), changed);
    harness.transform(TODAY);
    assertLineage(Tables.RAW, Tables.CLEAN, changed);
    harness.load(TODAY);
    assertLineage(RAW_AND_CLEAN, Tables.ANALYTICS, changed);
    assertEquals(0, violations(CleanTrack.TABLE, "every track has an id"));
  }

  private void assertLineage(List<Table<?>> inputs, List<Table<?>> outputs, boolean changed) {
    assertEquals(expected(inputs, null), withoutAudits(harness.lineage().inputs()));
    assertEquals(expected(outputs, changed), harness.lineage().outputs());
  }

  private List<Map<String, Object>> expected(List<Table<?>> tables, @Nullable Boolean changed) {
    return tables.stream()
        .sorted(Comparator.comparing(Table::qualifiedName))
        .map(table -> expected(table, changed))
        .toList();
  }

  private Map<String, Object> expected(Table<?> table, @Nullable Boolean changed) {
    Path file = folder.resolve(table.key(TODAY));
    Partition<?> partition = harness.partition(table, TODAY);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("table", table.qualifiedName());
    members.put("date", TODAY.toString());
    members.put("uri", "file://" + file);
    members.put("rows", partition.footer().rows());
    members.put("bytes", size(file));
    members.put("content_hash", partition.footer().contentHash());
    if (changed != null) {
      members.put("changed", changed);
    }
    return members;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException missing) {
      throw new AssertionError(missing);
    }
  }

  private static List<Map<String, Object>> withoutAudits(List<Map<String, Object>> inputs) {
    List<Map<String, Object>> others = new ArrayList<>();
    for (Map<String, Object> input : inputs) {
      Map<String, Object> members = new LinkedHashMap<>(input);
      members.remove("audits");
      others.add(members);
    }
    return others;
  }

  @Test
  void failedStageReportsItsInputsAndAudits() {
    harness.runAllStages(TODAY);
    harness.setCodeHash("another");
    removeFirstRow(CleanTrack.TABLE);
    assertThrows(StageException.class, () -> harness.load(TODAY));
    assertEquals(expected(RAW_AND_CLEAN, null), withoutAudits(harness.lineage().inputs()));
    assertEquals(List.of(), harness.lineage().outputs());
    assertTrue(violations(RawTrack.TABLE, "every raw row becomes one clean row or one reject") > 0);
    assertEquals(0, violations(CleanTrack.TABLE, "every track has an id"));
  }

  @Test
  void stageReportsTheInputsThatItFound() {
    harness.runAllStages(TODAY);
    harness.delete("raw/tracks");
    assertThrows(StageException.class, () -> harness.transform(TODAY));
    assertEquals(expected(List.of(RawRelease.TABLE), null), harness.lineage().inputs());
  }

  private <R extends IndexedRecord> void removeFirstRow(Table<R> table) {
    List<R> rows = harness.rows(table, TODAY);
    try (PartitionWriter<R> writer = harness.lake().openWriter(table, TODAY)) {
      harness.partition(table, TODAY).footer().entries().forEach(writer::putMetadata);
      rows.stream().skip(1).forEach(writer::write);
      writer.publish();
    }
  }

  private long violations(Table<?> table, String rule) {
    for (Map<String, Object> input : harness.lineage().inputs()) {
      if (input.get("table").equals(table.qualifiedName())) {
        for (Object audit : (List<?>) input.get("audits")) {
          if (audit instanceof Map<?, ?> members && members.get("rule").equals(rule)) {
            return (long) members.get("violations");
          }
        }
      }
    }
    throw new AssertionError("no audit of " + table + ": " + rule);
  }
}
