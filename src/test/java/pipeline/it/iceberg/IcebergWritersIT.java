package pipeline.it.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipeline.iceberg.IcebergContents;
import pipeline.iceberg.IcebergPublisher;
import pipeline.iceberg.IcebergTables;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.file.FileObjectStore;
import pipeline.tables.row.Tables;
import pipeline.testing.PipelineHarness;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.ReplacedDate;
import pipeline.testing.process.RunningProcess;

/**
 * Publishes Iceberg tables by several processes at the same time, and reads them meanwhile; only
 * under {@code -Pfull}.
 */
class IcebergWritersIT {
  private static final LocalDate LAST = PipelineHarness.TODAY;
  private static final LocalDate FIRST = LAST.minusDays(19);

  /** The first and the last day of each process. Each day has at least two processes. */
  private static final List<List<Integer>> RANGES =
      List.of(List.of(0, 11), List.of(4, 15), List.of(8, 19), List.of(0, 19));

  /** The number of times that each of two writers publishes its version in a folder. */
  private static final int REPLACEMENTS = 6;

  /** The number of times that a reader must see each version. */
  private static final int MIN_PASSES = 5;

  private static final int MAX_PASSES = 2000;

  private static Path folder;

  @BeforeAll
  static void createFolder() {
    assumeTrue(Boolean.getBoolean("full"), "takes long");
    folder = ExampleDay.newFolder("iceberg-writers");
  }

  @Test
  void fourProcessesPublishTwentyDatesWithoutLoss() {
    LakeFolder lake = new LakeFolder(folder.resolve("twenty"));
    try (PipelineHarness harness = new PipelineHarness(lake.root()).setAlbums(3).fastForward()) {
      for (LocalDate ds = FIRST; !ds.isAfter(LAST); ds = ds.plusDays(1)) {
        harness.clock.set(ds.plusDays(1) + "T00:05:00Z");
        harness.runAllStages(ds);
      }
    }
    publishByProcesses(lake, Map.of("ICEBERG_WAREHOUSE", "file:" + folder.resolve("shared")));
    try (RestCatalogServer catalog = RestCatalogServer.start(folder)) {
      publishByProcesses(lake, catalog.settings());
    }
  }

  private static void publishByProcesses(LakeFolder folder, Map<String, String> settings) {
    JarRunner runner =
        JarRunner.in(IcebergWritersIT.folder)
            .withLake(folder.root())
            .with("S3_READ_AHEAD", "2") // two threads
            .with(settings);
    List<RunningProcess> processes = new ArrayList<>();
    try {
      for (List<Integer> range : RANGES) {
        processes.add(
            runner.start(
                "publish-iceberg --from %s --to %s"
                    .formatted(FIRST.plusDays(range.get(0)), FIRST.plusDays(range.get(1)))));
      }
      processes.forEach(process -> process.await().requireSuccess());
    } finally {
      processes.forEach(RunningProcess::close);
    }
    assertPublished(folder, settings);
  }

  private static void assertPublished(LakeFolder folder, Map<String, String> settings) {
    try (Lake lake = new Lake(new FileObjectStore(folder.root()));
        IcebergTables tables = IcebergContents.open(lake, settings)) {
      assertEquals(
          IcebergContents.expected(lake, Tables.all()), IcebergContents.read(tables, Tables.all()));
    }
  }

  @Test
  void readersOfARestCatalogSeeOnlyCompleteDates() {
    Path place = folder.resolve("replaced");
    try (RestCatalogServer catalog = RestCatalogServer.start(place);
        TwoWriters writers = new TwoWriters(place, catalog.settings());
        IcebergTables tables = IcebergContents.open(writers.first, catalog.settings())) {
      writers.publish(writers.first, "start");
      List<SortedMap<String, String>> states =
          List.of(hashes(writers.first), hashes(writers.second));
      Map<SortedMap<String, String>, Integer> seen = new HashMap<>();
      CompletableFuture<Void> writing = writers.start(Integer.MAX_VALUE);
      for (int i = 0; i < MAX_PASSES && !areSeenOften(states, seen) && !writing.isDone(); i++) {
        // Between two equal passes, all tables had these snapshots at the same time.
        SortedMap<String, String> pass = IcebergContents.snapshots(writers.first, tables);
        if (pass.equals(IcebergContents.snapshots(writers.first, tables))) {
          pass.replaceAll((table, snapshot) -> snapshot.substring(snapshot.indexOf(' ') + 1));
          assertTrue(states.contains(pass), () -> "a mixture of both versions: " + pass);
          seen.merge(pass, 1, Integer::sum);
        }
      }
      writers.isStopped.set(true);
      writing.join();
      assertTrue(areSeenOften(states, seen), () -> "versions seen: " + seen.values());
    }
  }

  private static boolean areSeenOften(
      List<SortedMap<String, String>> states, Map<SortedMap<String, String>, Integer> seen) {
    return states.stream().allMatch(state -> seen.getOrDefault(state, 0) >= MIN_PASSES);
  }

  @Test
  void concurrentWritersOfOneDateInAFolderLeaveCompleteTables() {
    Path place = folder.resolve("one-date");
    Map<String, String> settings = Map.of("ICEBERG_WAREHOUSE", "file:" + place.resolve("tables"));
    try (TwoWriters writers = new TwoWriters(place, settings);
        IcebergTables tables = IcebergContents.open(writers.first, settings)) {
      writers.start(REPLACEMENTS).join();

      SortedMap<String, List<String>> one = IcebergContents.expected(writers.first, Tables.all());
      SortedMap<String, List<String>> other =
          IcebergContents.expected(writers.second, Tables.all());
      IcebergContents.read(tables, Tables.all())
          .forEach(
              (table, files) ->
                  assertTrue(
                      files.equals(one.get(table)) || files.equals(other.get(table)), table));
      writers.publish(writers.second, "last");
      assertEquals(other, IcebergContents.read(tables, Tables.all()));
    }
  }

  /** Two writers that publish different versions of one date at the same time. */
  private static final class TwoWriters implements AutoCloseable {
    private final Lake first;
    private final Lake second;
    private final Map<String, String> settings;
    private final AtomicBoolean isStopped = new AtomicBoolean();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    TwoWriters(Path place, Map<String, String> settings) {
      ReplacedDate date = ReplacedDate.create(place);
      this.first = new Lake(new FileObjectStore(date.first().root()));
      this.second = new Lake(new FileObjectStore(date.second().root()));
      this.settings = settings;
    }

    /** Starts both writers, each of which publishes that many times unless it is stopped. */
    CompletableFuture<Void> start(int times) {
      return CompletableFuture.allOf(
          CompletableFuture.runAsync(() -> publishRepeatedly(first, "one", times), threads),
          CompletableFuture.runAsync(() -> publishRepeatedly(second, "other", times), threads));
    }

    private void publishRepeatedly(Lake lake, String name, int times) {
      for (int i = 0; i < times && !isStopped.get(); i++) {
        publish(lake, name + "-" + i);
      }
    }

    void publish(Lake lake, String runId) {
      try (IcebergTables tables = IcebergContents.open(lake, settings)) {
        List<IcebergPublisher.PublishedTable> unused =
            new IcebergPublisher(lake, tables, runId).publish(ReplacedDate.DS, Tables.all());
      }
    }

    @Override
    public void close() {
      isStopped.set(true);
      threads.shutdownNow();
      first.close();
      second.close();
    }
  }

  /** Returns the content hash of each partition that has rows. */
  private static SortedMap<String, String> hashes(Lake lake) {
    SortedMap<String, String> hashes = new TreeMap<>();
    for (Table<?> table : Tables.all()) {
      lake.find(table, ReplacedDate.DS)
          .filter(partition -> partition.footer().rows() > 0)
          .ifPresent(
              partition -> hashes.put(table.qualifiedName(), partition.footer().contentHash()));
    }
    return hashes;
  }
}
