package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Partition;
import pipeline.lake.PartitionWriter;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.row.RawTrack;
import pipeline.testing.PipelineHarness;
import pipeline.testing.RawTrackCopy;

/** Checks that unusable checkpoints are deleted, and that failures of the lake delete nothing. */
class CheckpointReaderTest {
  @TempDir private Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
    put("work/pages/2.parquet");
    harness.lake().store().put("work/pages/1.parquet", "text".getBytes(StandardCharsets.UTF_8));
    put("work/pages/0.parquet");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private void put(String key) {
    try (PartitionWriter<RawTrack> writer =
        harness.lake().stageFile(RawTrack.TABLE, PipelineHarness.TODAY, key)) {
      writer.publish();
    }
  }

  private List<String> files() {
    return harness.lake().store().list("work/").stream().map(ObjectInfo::key).toList();
  }

  private CheckpointReader<RawTrack> work() {
    return new CheckpointReader<>(harness.run(PipelineHarness.TODAY), RawTrack.TABLE);
  }

  @Test
  void damagedCheckpointsAreDeletedAndOthersUsedInOrder() {
    List<String> usable = List.of("work/pages/0.parquet", "work/pages/2.parquet");
    assertEquals(usable, work().listUsable("work/").stream().map(Partition::key).toList());
    assertEquals(usable, files());
  }

  @Test
  void checkpointDeletedByAnotherRunIsSkipped() {
    harness.store().afterNextList(() -> harness.lake().store().delete("work/pages/2.parquet"));

    assertEquals(
        List.of("work/pages/0.parquet"),
        work().listUsable("work/").stream().map(Partition::key).toList());
  }

  @Test
  void rowsEndIfTheirCheckpointIsDeletedMeanwhile() {
    String key = "work/tracks/1.parquet";
    putLarge(key);
    CheckpointReader<RawTrack> work = work();
    try (RowIterator<RawTrack> rows = work.openRows(key)) {
      harness.lake().store().delete(key);

      assertNull(rows.next());
    }
  }

  /** Writes a file that is larger than the request for its footer. */
  private void putLarge(String key) {
    SplittableRandom random = new SplittableRandom(1);
    RawTrack track = RawTrackMapper.toRows(SingleTrack.create("album"), Instant.EPOCH).get(0);
    try (PartitionWriter<RawTrack> writer =
        harness.lake().stageFile(RawTrack.TABLE, PipelineHarness.TODAY, key)) {
      for (int i = 0; i < 30_000; i++) {
        writer.write(RawTrackCopy.withName(track, Long.toHexString(random.nextLong())));
      }
      writer.publish();
    }
  }

  @Test
  void unreachableLakeDeletesNoCheckpoint() {
    List<String> before = files();
    LakeException down = new LakeException(LakeException.LakeErrorKind.UNREACHABLE, "down");
    assertSame(
        down,
        assertThrows(LakeException.class, () -> work().discard("work/pages/0.parquet", down)));
    assertEquals(before, files());
  }
}
