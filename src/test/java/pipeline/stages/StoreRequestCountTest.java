package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.function.Consumer;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.extract.TrackConfig;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.testing.PipelineHarness;

/** Checks the exact number of requests to the lake, each of which is a request to S3. */
class StoreRequestCountTest {
  private static final int RAW = Tables.RAW.size();
  private static final int CLEAN = Tables.CLEAN.size();
  private static final int ANALYTICS = Tables.ANALYTICS.size();
  private static final int DATES_BESIDE = 14;

  @TempDir Path folder;
  private PipelineHarness world;

  @BeforeEach
  void open() {
    world = new PipelineHarness(folder).runAllStages(TODAY);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private record StoreRequestCounts(int lists, int reads, int puts) {}

  private StoreRequestCounts by(Consumer<PipelineHarness> stage) {
    int lists = world.listCount();
    int reads = world.readCount();
    int puts = world.putKeys().size();
    stage.accept(world);
    return new StoreRequestCounts(
        world.listCount() - lists, world.readCount() - reads, world.putKeys().size() - puts);
  }

  private static int monthsBefore(int days) {
    YearMonth first = YearMonth.from(TODAY.minusDays(days));
    return YearMonth.from(TODAY.minusDays(1)).equals(first) ? 1 : 2;
  }

  /** Each table needs one request for its end, which holds small tables completely. */
  @Test
  void unchangedPartitionNeedsOneRequestPerTable() {
    assertEquals(new StoreRequestCounts(0, RAW, 0), by(world -> world.tracks(TODAY)));
    assertEquals(new StoreRequestCounts(0, RAW + CLEAN, 0), by(world -> world.transform(TODAY)));
    int all = RAW + CLEAN + ANALYTICS;
    assertEquals(
        new StoreRequestCounts(monthsBefore(DATES_BESIDE), all, 0), by(world -> world.load(TODAY)));
  }

  @Test
  void smallTableIsReadByOneRequest() {
    world.delete("clean");
    world.delete("analytics");

    int own = 1; // the request that checks for the first output table
    assertEquals(RAW + own, by(world -> world.transform(TODAY)).reads());
    assertEquals(RAW + CLEAN + own, by(world -> world.load(TODAY)).reads());
  }

  /** Partitions that are older than the two previous months are not listed. */
  @Test
  void olderPartitionsNeedNoFurtherListing() {
    TrackConfig again = new TrackConfig(true, false, 30);
    copy(1, 62);
    world.code("another");
    int tracks = listedBy(world -> world.tracks(TODAY, again, false));
    int load = listedBy(world -> world.load(TODAY));
    copy(63, 90);
    world.code("a third");

    assertEquals(tracks, listedBy(world -> world.tracks(TODAY, again, false)));
    assertEquals(load, listedBy(world -> world.load(TODAY)));
  }

  private int listedBy(Consumer<PipelineHarness> stage) {
    int before = world.listedObjectCount();
    stage.accept(world);
    return world.listedObjectCount() - before;
  }

  private void copy(int from, int to) {
    for (int day = from; day <= to; day++) {
      copyTo(day, RawRelease.TABLE);
      copyTo(day, RawTrack.TABLE);
    }
  }

  private <R extends IndexedRecord> void copyTo(int daysBefore, Table<R> table) {
    try (PartitionWriter<R> draft = world.lake().openWriter(table, TODAY.minusDays(daysBefore))) {
      world.partition(table, TODAY).footer().entries().forEach(draft::putMetadata);
      world.rows(table, TODAY).forEach(draft::write);
      draft.publish();
    }
  }
}
