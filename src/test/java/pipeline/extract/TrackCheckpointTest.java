package pipeline.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Lake;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.ObjectInfo;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.StageRun;
import pipeline.testing.PipelineHarness;
import pipeline.testing.clock.FakeTime;

/** Checks when checkpoints are written, and in which order they are read. */
class TrackCheckpointTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir private Path folder;
  private final FakeTime clock = new FakeTime();
  private Lake lake;

  private TrackCheckpoint checkpoint(String run) {
    lake = new Lake(new FileObjectStore(folder));
    return new TrackCheckpoint(
        new StageRun(lake, PipelineHarness.TODAY, run, "1.0", "code", clock));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private static List<RawTrack> album(int number) {
    return RawTrackMapper.toRows(SingleTrack.create("album-%03d".formatted(number)), NOON);
  }

  private List<String> files() {
    return lake.store().list("work/").stream().map(ObjectInfo::key).toList();
  }

  private static String file(String run, int number) {
    return "work/extract-tracks/ds=2026-11-20/%s/%06d.parquet".formatted(run, number);
  }

  @Test
  void twoHundredAlbumsAreWrittenAsAFile() {
    TrackCheckpoint checkpoint = checkpoint("a");
    for (int number = 1; number <= 400; number++) {
      checkpoint.add(album(number));
      assertEquals(number / 200, files().size(), "after " + number);
    }
    assertEquals(List.of(file("a", 1), file("a", 2)), files());
  }

  @Test
  void albumsAreWrittenAfterFiveSeconds() {
    TrackCheckpoint checkpoint = checkpoint("a");
    assertEquals(Duration.ofSeconds(5), checkpoint.remainingTime());
    clock.advance(Duration.ofSeconds(100));
    checkpoint.add(album(1));
    clock.advance(Duration.ofMillis(4_999));
    checkpoint.add(album(2));
    assertEquals(Duration.ofMillis(1), checkpoint.remainingTime());
    assertEquals(List.of(), files());

    clock.advance(Duration.ofMillis(1));
    assertEquals(Duration.ZERO, checkpoint.remainingTime());
    clock.advance(Duration.ofSeconds(195));
    assertEquals(Duration.ZERO, checkpoint.remainingTime(), "never negative");
    checkpoint.flushIfDue();

    assertEquals(List.of(file("a", 1)), files());
    assertEquals(
        Duration.ofSeconds(5), checkpoint.remainingTime(), "a flush restarts the interval");
  }

  @Test
  void albumWithoutTracksIsNotWritten() {
    TrackCheckpoint checkpoint = checkpoint("a");
    checkpoint.add(List.of());
    checkpoint.flush();
    assertEquals(List.of(), files());
  }

  @Test
  void latestAttemptComesFirstUntilCheckpointsAreDeleted() {
    TrackCheckpoint first = checkpoint("a");
    first.add(album(1));
    first.flush();
    first.add(album(3));
    first.flush();
    TrackCheckpoint second = checkpoint("b");
    second.add(album(2));
    second.flush();

    assertEquals(
        List.of(List.of("album-002"), List.of("album-001", "album-003")),
        second.openPrevious().stream().map(TrackCheckpointTest::albums).toList());
    second.remove();
    assertEquals(List.of(), files());
  }

  private static List<String> albums(RowIterator<RawTrack> rows) {
    try (rows) {
      List<String> albums = new ArrayList<>();
      for (RawTrack row = rows.next(); row != null; row = rows.next()) {
        albums.add(row.albumId());
      }
      return albums;
    }
  }
}
