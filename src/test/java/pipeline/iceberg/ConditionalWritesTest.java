package pipeline.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Lake;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.tables.row.FactRelease;
import pipeline.testing.PipelineHarness;

/** Checks that a folder in a store that ignores If-None-Match is refused. */
class ConditionalWritesTest {
  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void load() {
    harness = new PipelineHarness(folder).runAllStages(TODAY);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** Returns the lake in a store that replaces existing objects. */
  private Lake replacing() {
    return new Lake(UnconditionalStore.of(harness.lake().store()));
  }

  private static IcebergTables open(Lake lake) {
    return IcebergContents.open(lake, Map.of());
  }

  private static void publish(Lake lake, IcebergTables tables) {
    new IcebergPublisher(lake, tables, "run").publish(TODAY, List.of(FactRelease.TABLE));
  }

  private static void assertUnsafe(Runnable action) {
    LakeException failure = assertThrows(LakeException.class, action::run);
    assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
    assertTrue(failure.getMessage().contains("ignores If-None-Match"), failure::getMessage);
  }

  @Test
  void publishCreatesNoTable() {
    Lake lake = replacing();
    try (IcebergTables tables = open(lake)) {
      assertUnsafe(() -> publish(lake, tables));

      assertEquals(0, IcebergCheck.run(harness.lake(), open(harness.lake()), "probe").tables());
    }
  }

  @Test
  void checkFailsWithoutTables() {
    Lake lake = replacing();
    try (IcebergTables tables = open(lake)) {
      assertUnsafe(() -> IcebergCheck.run(lake, tables, "probe"));
    }

    assertFalse(Files.exists(folder.resolve("work/doctor")), "the test file was left");
  }

  @Test
  void checkFailsWithATable() {
    try (IcebergTables tables = open(harness.lake())) {
      publish(harness.lake(), tables);
      assertEquals(new IcebergCheck(1, true), IcebergCheck.run(harness.lake(), tables, "probe"));
    }

    Lake lake = replacing();
    try (IcebergTables tables = open(lake)) {
      assertUnsafe(() -> IcebergCheck.run(lake, tables, "probe"));
    }

    try (IcebergTables tables = open(harness.lake())) {
      assertEquals(new IcebergCheck(1, true), IcebergCheck.run(harness.lake(), tables, "probe"));
    }
  }
}
