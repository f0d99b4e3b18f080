package pipeline.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.iceberg.ExpireSnapshots;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.iceberg.IcebergMaintenance.TableCleanup;
import pipeline.iceberg.InterruptedStore.Interruption;
import pipeline.iceberg.InterruptedStore.Killed;
import pipeline.lake.Lake;
import pipeline.lake.Table;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectStore;
import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.FactRelease;
import pipeline.testing.PipelineHarness;
import pipeline.testing.process.LakeSnapshot;

/**
 * Interrupts the publication of a date, and the expiry, at each request for a file of the tables in
 * a folder. One table is new, and the rows of the date are replaced in the other one.
 */
class InterruptedPublishTest {
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);
  private static final List<Table<?>> REPLACED = List.of(FactRelease.TABLE);
  private static final List<Table<?>> ALL = List.of(BridgeAlbumArtist.TABLE, FactRelease.TABLE);

  /** Without -Dfull=true, every fifth failing request is tried, and every kill. */
  private static final int STEP = Boolean.getBoolean("full") ? 1 : 5;

  @TempDir(factory = MemoryFolder.class)
  static Path folder;

  private static ObjectStore store;
  private static LakeSnapshot start;
  private static SortedMap<String, List<String>> before;
  private static SortedMap<String, List<String>> after;

  /** Creates folders in memory, because thousands of forced writes take minutes on a slow disk. */
  private static final class MemoryFolder implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
        throws IOException {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "pipeline-")
          : Files.createTempDirectory("pipeline-");
    }
  }

  /** Runs an action with the tables that a store has. */
  private interface Action<T> {
    T run(Lake lake, IcebergTables tables);
  }

  /** Runs an action on one thread, so that the requests have an order. */
  private static <T> T open(ObjectStore store, Action<T> action) {
    Lake lake = new Lake(store, 1);
    try (IcebergTables tables = IcebergContents.open(lake, Map.of())) {
      return action.run(lake, tables);
    }
  }

  private static boolean publish(
      ObjectStore store, String runId, LocalDate ds, List<Table<?>> selected) {
    return open(
        store,
        (lake, tables) ->
            new IcebergPublisher(lake, tables, runId)
                .publish(ds, selected).stream().anyMatch(IcebergPublisher.PublishedTable::changed));
  }

  @BeforeAll
  static void prepare() {
    store = new FileObjectStore(folder);
    try (PipelineHarness harness = new PipelineHarness(folder)) {
      harness.setAlbums(3).runAllStages(YESTERDAY).runAllStages(TODAY);
      assertTrue(publish(store, "first", YESTERDAY, REPLACED));
      assertTrue(publish(store, "first", TODAY, REPLACED));
      harness.setAlbums(4).runAllStages(TODAY);
    }
    start = LakeSnapshot.from(store);
    before = contents();
    after = open(store, (lake, tables) -> IcebergContents.expected(lake, ALL));
  }

  @BeforeEach
  void restore() {
    start.restore(store);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private static SortedMap<String, List<String>> contents() {
    return open(store, (lake, tables) -> IcebergContents.read(tables, ALL));
  }

  @ParameterizedTest
  @EnumSource
  void rerunAfterAnInterruptionAtAnyRequestPublishesTheDate(Interruption interruption) {
    int requests = Integer.MAX_VALUE;
    for (int request = 1; request <= requests; request += step(interruption)) {
      start.restore(store);
      InterruptedStore interrupted = new InterruptedStore(store, interruption, request);
      String when = interruption + " at request " + request;
      boolean isPublished = succeeds(() -> publish(interrupted, "interrupted", TODAY, ALL));
      if (interrupted.requests() < request) {
        requests = request - 1;
      }
      assertEachTableIsOldOrNew(when, isPublished);

      publish(store, "rerun", TODAY, ALL);
      publish(store, "rerun", YESTERDAY, ALL);

      assertEquals(after, contents(), when);
      assertHintsAreCurrent(when);
      expireAll(store);
      assertEquals(after, contents(), "expiry after " + when);
      assertEquals(0, unusedFiles(), "expiry after " + when);
    }
    assertTrue(requests > 10, requests + " requests");
  }

  private static int step(Interruption interruption) {
    return interruption == Interruption.KILL ? 1 : STEP;
  }

  /** Returns false if the action is interrupted. */
  private static boolean succeeds(Runnable action) {
    try {
      action.run();
      return true;
    } catch (Killed killed) {
      return false;
    } catch (LakeException failed) {
      assertEquals(LakeErrorKind.UNREACHABLE, failed.kind(), failed::getMessage);
      return false;
    }
  }

  private void assertEachTableIsOldOrNew(String when, boolean isPublished) {
    SortedMap<String, List<String>> now = contents();
    List<String> facts = now.get(FactRelease.TABLE.qualifiedName());
    boolean isNew = facts.equals(after.get(FactRelease.TABLE.qualifiedName()));
    assertTrue(isNew || facts.equals(before.get(FactRelease.TABLE.qualifiedName())), when);
    List<String> bridge = now.getOrDefault(BridgeAlbumArtist.TABLE.qualifiedName(), List.of());
    assertTrue(
        bridge.isEmpty()
            || bridge.equals(after.get(BridgeAlbumArtist.TABLE.qualifiedName()).subList(1, 2)),
        when);
    // Facts refer to the rows of bridges, so they are committed later.
    assertTrue(!isNew || !bridge.isEmpty(), when);
    assertTrue(!isPublished || isNew, when);
  }

  /** Readers without a catalog find the newest version by its number in a file. */
  private void assertHintsAreCurrent(String when) {
    for (Table<?> table : ALL) {
      String metadata = "iceberg/" + table.qualifiedName() + "/metadata/";
      int newest = 1;
      while (store.find(metadata + "v" + (newest + 1) + ".metadata.json").isPresent()) {
        newest++;
      }
      String hint =
          new String(
              store.findTail(metadata + "version-hint.text", 10).orElseThrow().bytes(),
              StandardCharsets.US_ASCII);
      assertEquals(Integer.toString(newest), hint, table.qualifiedName() + ", " + when);
    }
  }

  /** Deletes all snapshots but the current one, and all files that no snapshot refers to. */
  private static void expireAll(ObjectStore store) {
    open(
        store,
        (lake, tables) -> {
          for (Table<?> table : ALL) {
            tables.translate(
                () -> {
                  ExpireSnapshots expiry =
                      tables
                          .catalog()
                          .find(IcebergSchemas.name(table))
                          .orElseThrow()
                          .expireSnapshots();
                  expiry.expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();
                  return true;
                });
          }
          return maintenance(tables).clean(Duration.ofDays(1), true);
        });
  }

  private static IcebergMaintenance maintenance(IcebergTables tables) {
    return new IcebergMaintenance(tables, Instant.now().plus(Duration.ofDays(4)));
  }

  private int unusedFiles() {
    return open(store, (lake, tables) -> maintenance(tables).clean(Duration.ofDays(1), false))
        .stream()
        .mapToInt(TableCleanup::unusedFiles)
        .sum();
  }

  @ParameterizedTest
  @EnumSource
  void expiryInterruptedAtAnyRequestLosesNothing(Interruption interruption) {
    publish(store, "second", TODAY, ALL);
    publish(store, "second", YESTERDAY, ALL);
    LakeSnapshot published = LakeSnapshot.from(store);
    int requests = Integer.MAX_VALUE;
    for (int request = 1; request <= requests; request += step(interruption)) {
      published.restore(store);
      InterruptedStore interrupted = new InterruptedStore(store, interruption, request);
      String when = interruption + " at request " + request;
      boolean unused = succeeds(() -> expireAll(interrupted));
      if (interrupted.requests() < request) {
        requests = request - 1;
      }
      assertEquals(after, contents(), when);

      expireAll(store);

      assertEquals(after, contents(), "rerun after " + when);
      assertEquals(0, unusedFiles(), "rerun after " + when);
    }
    assertTrue(requests > 5, requests + " requests");
  }

  @Test
  void storeThatIgnoresConditionsIsRefusedAndLosesNothing() {
    ObjectStore unconditional = UnconditionalStore.of(store);

    LakeException refused =
        assertThrows(LakeException.class, () -> publish(unconditional, "second", TODAY, REPLACED));

    assertEquals(LakeErrorKind.CONFIGURATION, refused.kind());
    assertEquals(before, contents());
  }
}
