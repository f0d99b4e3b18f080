package pipeline.purge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Table;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.StageException;
import pipeline.testing.PipelineHarness;

/** Checks the purge of dates in a lake that also has unrelated objects. */
class ExpiredPartitionsTest {
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void makeTwoDates() {
    harness = new PipelineHarness(folder).runAllStages(YESTERDAY).runAllStages(TODAY);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private List<DeletionCandidate> before(LocalDate date) {
    return new ExpiredPartitions(harness.lake(), date).list();
  }

  private static List<String> names(List<DeletionCandidate> candidates) {
    return candidates.stream().map(DeletionCandidate::name).toList();
  }

  private static List<String> keysInReverseOrder(LocalDate ds) {
    List<String> keys = new ArrayList<>();
    Tables.all().forEach(table -> keys.add(table.key(ds)));
    Collections.reverse(keys);
    return keys;
  }

  private void put(String key) {
    harness.lake().store().put(key, "x".getBytes(UTF_8));
  }

  @Test
  void dateOfTheLimitStays() {
    assertEquals(List.of(), names(before(YESTERDAY)));
    assertEquals(keysInReverseOrder(YESTERDAY), names(before(TODAY)));
    assertEquals(28, before(TODAY.plusDays(1)).size());
  }

  @Test
  void oldestDateIsDeletedFirst() {
    List<String> expected = new ArrayList<>(keysInReverseOrder(YESTERDAY));
    expected.addAll(keysInReverseOrder(TODAY));

    assertEquals(expected, names(before(TODAY.plusDays(1))));
  }

  @Test
  void allObjectsOfAPartitionAreDeleted() {
    put("raw/releases/ds=2024-01-01/of-somebody-else.parquet");
    put("work/extract-releases/ds=2024-01-01/run-1-001.parquet");
    put("work/extract-tracks/ds=2024-01-01/run-1/000001.parquet");
    put("state/origin/ds=2024-01-01/load.json");

    assertEquals(
        List.of(
            "state/origin/ds=2024-01-01/load.json",
            "work/extract-releases/ds=2024-01-01/run-1-001.parquet",
            "work/extract-tracks/ds=2024-01-01/run-1/000001.parquet",
            "raw/releases/ds=2024-01-01/of-somebody-else.parquet"),
        names(before(YESTERDAY)));
  }

  @Test
  void purgeLeavesOtherObjectsUnchanged() {
    put("raw/releases/ds=2024-13-01/releases.parquet");
    put("raw/releases/ds=2024-01-01");
    put("raw/releases/ds=2024-01-01.bak/releases.parquet");
    put("raw/other/ds=2024-01-01/other.parquet");
    put("notes/ds=2024-01-01/x");
    put("state/x");

    assertEquals(List.of(), names(before(YESTERDAY)));
  }

  /** A crash can happen after any number of deletions. */
  @Test
  void interruptedPurgeLeavesNoOrphanedOutput() {
    List<DeletionCandidate> candidates = before(TODAY);
    for (DeletionCandidate one : candidates) {
      one.deletion().run();

      assertTrue(harness.lake().find(PartitionEntry.TABLE, YESTERDAY).isEmpty(), one::name);
      boolean[] missing = {false};
      for (Table<?> table : Tables.all()) {
        boolean exists = harness.lake().hasPartition(table, YESTERDAY);
        assertTrue(!exists || !missing[0], table + " is left without its inputs");
        missing[0] |= !exists;
      }
      List<DeletionCandidate> rest =
          candidates.subList(candidates.indexOf(one) + 1, candidates.size());
      assertEquals(
          names(rest), names(before(TODAY)), "another purge deletes the remaining objects");
    }
    assertThrows(StageException.class, () -> harness.load(YESTERDAY));
  }

  @Test
  void remainingDatesStayUnchanged() {
    Map<String, String> expected = new TreeMap<>(harness.digests(""));
    expected.keySet().removeIf(path -> path.contains("ds=" + YESTERDAY));

    before(TODAY).forEach(one -> one.deletion().run());

    assertEquals(expected, harness.digests(""));
    harness.extractTracks(TODAY);
    harness.transform(TODAY);
    harness.load(TODAY);
    assertEquals(expected, harness.digests(""));
  }
}
