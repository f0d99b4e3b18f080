package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pipeline.extract.TrackConfig;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.StageException;
import pipeline.testing.PipelineHarness;

/** Checks that reads overlap. Each read waits until all reads of its group are in progress. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OverlappedReadsTest {
  private static final int RAW = Tables.RAW.size();
  private static final int CLEAN = Tables.CLEAN.size();
  private static final int ANALYTICS = Tables.ANALYTICS.size();

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder).runAllStages(TODAY.minusDays(2));
    harness.runAllStages(TODAY.minusDays(1)).runAllStages(TODAY);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /**
   * Makes the next reads wait for each other.
   *
   * @param groups the numbers of reads that overlap, in their order; later reads do not wait
   */
  private void requireOverlap(int... groups) {
    CyclicBarrier[] barriers = new CyclicBarrier[groups.length];
    int[] ends = new int[groups.length];
    for (int i = 0; i < groups.length; i++) {
      barriers[i] = new CyclicBarrier(groups[i]);
      ends[i] = groups[i] + (i == 0 ? 0 : ends[i - 1]);
    }
    AtomicInteger reads = new AtomicInteger();
    harness
        .store()
        .beforeEachRead(
            key -> {
              int read = reads.getAndIncrement();
              for (int i = 0; i < groups.length; i++) {
                if (read < ends[i]) {
                  await(barriers[i]);
                  return;
                }
              }
            });
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /**
   * The output that is published last is read together with the inputs. If it exists, the other
   * outputs exist too.
   */
  @Test
  void unchangedStageReadsInputsAndThenOutputs() {
    requireOverlap(RAW + 1, CLEAN - 1);
    assertFalse(harness.transform(TODAY).changed());
    int history = 1; // the list request for the dates that load compares
    requireOverlap(RAW + CLEAN + 1 + history, ANALYTICS - 1 + 2);
    assertFalse(harness.load(TODAY).changed());
  }

  @Test
  void tracksOfEarlierDatesAreReadAtTheSameTime() {
    int lists = 3; // the list requests of two months and of the checkpoints
    requireOverlap(RAW, lists, 2);
    assertTrue(harness.extractTracks(TODAY, new TrackConfig(true, false, 30), false).changed());
  }

  @Test
  void failureOfAnInputIsReportedInTheOrderOfTheInputs() {
    harness.delete("clean");
    harness.delete("raw/tracks");
    StageException failure = assertThrows(StageException.class, () -> harness.load(TODAY));
    assertTrue(String.valueOf(failure.getMessage()).contains("raw/tracks"), failure::getMessage);
  }
}
