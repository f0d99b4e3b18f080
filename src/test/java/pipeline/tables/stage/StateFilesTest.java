package pipeline.tables.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.PipelineHarness;

/** Checks small objects in state/ that another process replaces between a listing and a read. */
class StateFilesTest {
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

  private void writeConcurrently(String key, String text) {
    harness
        .store()
        .afterNextList(
            () -> harness.lake().store().put(key, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void concurrentRunMayRecordTheMode() {
    DataMode.REAL.claim(harness.lake().store());
    writeConcurrently("state/lake.json", "{\"simulated\":false}\n");

    DataMode.REAL.claim(harness.lake().store());

    assertEquals(Optional.of(DataMode.REAL), DataMode.find(harness.lake().store()));
  }

  @Test
  void concurrentPurgeMarkerIsRead() {
    PurgeMarker.recordPurgedBefore(harness.lake(), TODAY.minusDays(9));
    writeConcurrently("state/purged_before", TODAY.minusDays(2) + "\n");

    assertEquals(Optional.of(TODAY.minusDays(2)), PurgeMarker.findPurgedBefore(harness.lake()));
  }
}
