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

/** Small objects in state/ that another process replaces between a list and a read. */
class StateKeysTest {
  @TempDir Path folder;
  private PipelineHarness world;

  @BeforeEach
  void open() {
    world = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void writeConcurrently(String key, String text) {
    world.afterNextList(() -> world.lake().store().put(key, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void concurrentRunMayRecordTheMode() {
    DataMode.REAL.claim(world.lake().store());
    writeConcurrently("state/lake.json", "{\"simulated\":false}\n");

    DataMode.REAL.claim(world.lake().store());

    assertEquals(Optional.of(DataMode.REAL), DataMode.find(world.lake().store()));
  }

  @Test
  void concurrentPurgeMarkerIsRead() {
    PurgeMarker.recordPurgedBefore(world.lake(), TODAY.minusDays(9));
    writeConcurrently("state/purged_before", TODAY.minusDays(2) + "\n");

    assertEquals(Optional.of(TODAY.minusDays(2)), PurgeMarker.findPurgedBefore(world.lake()));
  }
}
