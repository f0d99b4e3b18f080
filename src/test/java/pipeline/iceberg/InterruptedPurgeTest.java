package pipeline.iceberg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.iceberg.IcebergPurge.TableDates;
import pipeline.iceberg.InterruptedStore.Interruption;
import pipeline.iceberg.InterruptedStore.Killed;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.store.ObjectStore;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.FactRelease;
import pipeline.testing.PipelineHarness;
import pipeline.testing.process.LakeSnapshot;

/** Ends a purge of two Iceberg tables at each request that writes, and runs it again. */
class InterruptedPurgeTest {
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);
  private static final Set<LocalDate> BOTH = Set.of(YESTERDAY, TODAY);

  @TempDir Path folder;

  /** Returns a store whose process ends at a request that writes, counted from 1. */
  private static InterruptedStore ending(ObjectStore store, int request) {
    return new InterruptedStore(store, Interruption.KILL, request);
  }

  /** Runs an action on one thread, so that the requests have an order. */
  private <T> T open(ObjectStore store, BiFunction<Lake, IcebergTables, T> action) {
    Lake lake = new Lake(store, 1);
    try (IcebergTables tables = IcebergContents.open(lake, Map.of())) {
      return action.apply(lake, tables);
    }
  }

  private List<TableDates> purge(ObjectStore store) {
    return open(store, (lake, tables) -> new IcebergPurge(lake, tables, TODAY).remove("run"));
  }

  private Set<LocalDate> dates(ObjectStore store, Table<?> table) {
    return open(
        store,
        (lake, tables) ->
            TableContent.find(tables.catalog(), table, Expressions.alwaysTrue())
                .filesByDate()
                .keySet());
  }

  private void publishBothDates(ObjectStore store) {
    try (PipelineHarness harness = new PipelineHarness(folder)) {
      harness.setAlbums(3).runAllStages(YESTERDAY).runAllStages(TODAY);
    }
    open(
        store,
        (lake, tables) ->
            BOTH.stream()
                .map(
                    ds ->
                        new IcebergPublisher(lake, tables, "run")
                            .publish(ds, List.of(DimAlbum.TABLE, FactRelease.TABLE)))
                .toList());
  }

  /** Readers without a catalog find the newest version by its number in a file. */
  private static void assertHintIsCurrent(ObjectStore store, Table<?> table) {
    String metadata = "iceberg/" + table.qualifiedName() + "/metadata/";
    long newest =
        store.list(metadata).stream()
            .filter(object -> object.key().endsWith(".metadata.json"))
            .count();
    byte[] hint = store.findTail(metadata + "version-hint.text", 10).orElseThrow().bytes();
    assertEquals(Long.toString(newest), new String(hint, US_ASCII), table.qualifiedName());
  }

  @Test
  void rerunCompletesAPurgeThatEndedAtAnyWrite() {
    try (ObjectStore store = new FileObjectStore(folder)) {
      publishBothDates(store);
      LakeSnapshot published = LakeSnapshot.from(store);
      InterruptedStore counting = ending(store, Integer.MAX_VALUE);
      purge(counting);
      int mixtures = 0;

      for (int request = 1; request <= counting.requests(); request++) {
        published.restore(store);
        ObjectStore ending = ending(store, request);
        assertThrows(Killed.class, () -> purge(ending));
        Set<LocalDate> facts = dates(store, FactRelease.TABLE);
        Set<LocalDate> albums = dates(store, DimAlbum.TABLE);
        assertTrue(albums.equals(BOTH) || !facts.equals(BOTH), "facts refer to deleted albums");
        mixtures += albums.equals(facts) ? 0 : 1;

        purge(store);

        assertEquals(Set.of(TODAY), dates(store, FactRelease.TABLE), "write " + request);
        assertEquals(Set.of(TODAY), dates(store, DimAlbum.TABLE), "write " + request);
        assertHintIsCurrent(store, FactRelease.TABLE);
        assertHintIsCurrent(store, DimAlbum.TABLE);
        assertEquals(List.of(), purge(store));
      }
      assertTrue(mixtures > 0, "no purge ended between the two tables");
    }
  }
}
