package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.PartitionWriter;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectStore;
import pipeline.tables.row.RawTrack;
import pipeline.testing.PipelineHarness;

/**
 * Checks the extract stages in a lake that allows writing checkpoints and forbids deleting them.
 */
class CheckpointRemovalTest {
  private static final String KEY = "work/extract-tracks/ds=" + TODAY + "/earlier/000001.parquet";

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder, withoutDeletePermission(new FileObjectStore(folder)));
    harness.extractReleases(TODAY);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static ObjectStore withoutDeletePermission(ObjectStore store) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("delete")) {
                throw new LakeException(LakeException.LakeErrorKind.DENIED, "may not delete");
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  private void assertPublishes() {
    assertTrue(harness.extractTracks(TODAY).changed());
    assertTrue(harness.lake().hasPartition(RawTrack.TABLE, TODAY));
    assertEquals(1, harness.lake().store().list(KEY).size());
  }

  @Test
  void tracksArePublishedIfCheckpointCannotBeDeleted() {
    try (PartitionWriter<RawTrack> writer = harness.lake().stageFile(RawTrack.TABLE, TODAY, KEY)) {
      writer.publish();
    }
    assertPublishes();
  }

  @Test
  void tracksArePublishedIfDamagedCheckpointCannotBeDeleted() {
    harness.lake().store().put(KEY, "no Parquet".getBytes(StandardCharsets.UTF_8));

    assertPublishes();
  }

  @Test
  void listingIsPublishedIfCheckpointCannotBeDeleted() {
    LocalDate yesterday = TODAY.minusDays(1);
    String key = "work/extract-releases/ds=" + yesterday + "/earlier-001.parquet";
    harness.lake().store().put(key, "no Parquet".getBytes(StandardCharsets.UTF_8));

    assertTrue(harness.extractReleases(yesterday).changed());

    assertEquals(1, harness.lake().store().list(key).size());
  }
}
