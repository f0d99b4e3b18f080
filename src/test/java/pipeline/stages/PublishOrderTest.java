package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Table;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.Tables;
import pipeline.testing.PipelineHarness;

/** Checks which tables are published at the same time, and which after others. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublishOrderTest {
  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder).runAllStages(TODAY);
    harness.delete("clean");
    harness.delete("analytics");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void tablesOfAGroupAreComparedAndPublishedAtTheSameTime() {
    CyclicBarrier comparisons = new CyclicBarrier(Tables.ANALYTICS.size());
    CyclicBarrier dimensions = new CyclicBarrier(3);
    CyclicBarrier bridges = new CyclicBarrier(2);
    harness.transform(TODAY);
    int earlier = harness.store().stagingFileCount();
    harness
        .store()
        .beforeEachRead(
            key -> {
              if (isTable(Tables.ANALYTICS, key) && harness.store().stagingFileCount() > earlier) {
                await(comparisons);
              }
            });
    harness
        .store()
        .beforeEachPut(
            key -> {
              if (key.contains("/dim_")) {
                await(dimensions);
              } else if (key.contains("/bridge_")) {
                await(bridges);
              }
            });

    harness.load(TODAY);

    assertEquals(keys(Tables.ANALYTICS), published(Tables.ANALYTICS));
  }

  @Test
  void tableIsPublishedAfterTheTablesOfEarlierGroups() {
    Set<String> tooEarly = new ConcurrentSkipListSet<>();
    harness
        .store()
        .beforeEachPut(
            key -> {
              LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(20_000_000));
              for (List<List<Table<?>>> groups :
                  List.of(Tables.CLEAN_GROUPS, Tables.ANALYTICS_GROUPS)) {
                for (List<Table<?>> group : groups) {
                  if (isTable(group, key)) {
                    break;
                  }
                  if (groups.stream().anyMatch(other -> isTable(other, key))
                      && !published(group).equals(keys(group))) {
                    tooEarly.add(key);
                  }
                }
              }
            });

    harness.transform(TODAY);
    harness.load(TODAY);

    assertEquals(Set.of(), tooEarly);
  }

  @Test
  void failedTableEndsPublishingAfterItsGroup() {
    harness.transform(TODAY);
    CountDownLatch failed = new CountDownLatch(2);
    harness
        .store()
        .beforeEachPut(
            key -> {
              if (key.equals(DimTrack.TABLE.key(TODAY)) || key.equals(DimArtist.TABLE.key(TODAY))) {
                failed.countDown();
                throw new LakeException(LakeErrorKind.UNREACHABLE, key);
              }
              await(failed);
              LockSupport.parkNanos(50_000_000);
            });

    LakeException failure = assertThrows(LakeException.class, () -> harness.load(TODAY));

    assertEquals(DimArtist.TABLE.key(TODAY), failure.getMessage());
    assertEquals(
        List.of(DimTrack.TABLE.key(TODAY)),
        Arrays.stream(failure.getSuppressed()).map(Throwable::getMessage).toList());
    assertEquals(keys(List.of(DimAlbum.TABLE)), published(Tables.ANALYTICS));
    harness.store().beforeEachPut(key -> {});
    assertTrue(harness.load(TODAY).changed());
    assertEquals(keys(Tables.ANALYTICS), published(Tables.ANALYTICS));
  }

  private static boolean isTable(List<Table<?>> tables, String key) {
    return keys(tables).contains(key);
  }

  private static Set<String> keys(List<Table<?>> tables) {
    return tables.stream().map(table -> table.key(TODAY)).collect(Collectors.toSet());
  }

  private Set<String> published(List<Table<?>> tables) {
    return tables.stream()
        .map(table -> table.key(TODAY))
        .filter(key -> Files.exists(folder.resolve(key)))
        .collect(Collectors.toSet());
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
