package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.export.ColumnSelection;
import pipeline.export.TableExporter;
import pipeline.extract.TrackConfig;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.output.JsonRowFormat;
import pipeline.output.RowFormat;
import pipeline.report.ReportLoader;
import pipeline.status.StatusScanner;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.ProgressListener;
import pipeline.testing.PipelineHarness;

/** Checks the exact number of requests to the lake, each of which is a request to S3. */
class StoreRequestCountTest {
  private static final int RAW = Tables.RAW.size();
  private static final int CLEAN = Tables.CLEAN.size();
  private static final int ANALYTICS = Tables.ANALYTICS.size();
  private static final int EARLIER_DATES = 14;

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder).runAllStages(TODAY);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private record StoreRequestCounts(int lists, int reads, int puts) {}

  private StoreRequestCounts countRequests(Consumer<PipelineHarness> stage) {
    int lists = harness.store().listCount();
    int reads = harness.store().readCount();
    int puts = harness.store().putKeys().size();
    stage.accept(harness);
    return new StoreRequestCounts(
        harness.store().listCount() - lists,
        harness.store().readCount() - reads,
        harness.store().putKeys().size() - puts);
  }

  private static int countMonthsBefore(int days) {
    YearMonth first = YearMonth.from(TODAY.minusDays(days));
    return YearMonth.from(TODAY.minusDays(1)).equals(first) ? 1 : 2;
  }

  /** Each table needs one request for its end, which holds small tables completely. */
  @Test
  void unchangedPartitionNeedsOneRequestPerTable() {
    assertEquals(
        new StoreRequestCounts(0, RAW, 0), countRequests(harness -> harness.extractTracks(TODAY)));
    assertEquals(
        new StoreRequestCounts(0, RAW + CLEAN, 0),
        countRequests(harness -> harness.transform(TODAY)));
    int all = RAW + CLEAN + ANALYTICS;
    assertEquals(
        new StoreRequestCounts(countMonthsBefore(EARLIER_DATES), all, 0),
        countRequests(harness -> harness.load(TODAY)));
  }

  @Test
  void smallTableIsReadByOneRequest() {
    harness.delete("clean");
    harness.delete("analytics");

    int outputCheck = 1; // the request that checks for the first output table
    assertEquals(RAW + outputCheck, countRequests(harness -> harness.transform(TODAY)).reads());
    assertEquals(RAW + CLEAN + outputCheck, countRequests(harness -> harness.load(TODAY)).reads());
  }

  @Test
  void readerOfManyDatesNeedsOneRequestPerTable() {
    LocalDate yesterday = TODAY.minusDays(1);
    harness.runAllStages(yesterday);
    DateRange dates = new DateRange(yesterday, TODAY);
    int count = dates.dates().size();

    assertEquals(
        new StoreRequestCounts(Tables.all().size() + 1, count * Tables.all().size(), 0),
        countRequests(
            harness -> new StatusScanner(harness.lake(), harness.clock.instant()).scan(dates)),
        "one list for the purge marker");
    harness.setComparableTags().delete("analytics/partitions");
    dates.dates().forEach(harness::load);
    assertEquals(
        new StoreRequestCounts(Tables.all().size() + 1, count, 0),
        countRequests(
            harness -> new StatusScanner(harness.lake(), harness.clock.instant()).scan(dates)),
        "analytics/partitions records the other footers");
    assertEquals(
        new StoreRequestCounts(0, count, 0), countRequests(harness -> export(RawTrack.TABLE)));
    assertEquals(
        new StoreRequestCounts(0, count, 0),
        countRequests(harness -> export(PartitionEntry.TABLE)));
    assertEquals(
        new StoreRequestCounts(0, 2 * count, 0),
        countRequests(harness -> export(DimAlbum.TABLE)),
        "the table and analytics/partitions");
    int tablesPerDate = ANALYTICS; // raw/releases, and the star without fact_release
    int more = 2; // fact_release of the newest date, and whether the data is simulated
    assertEquals(
        count * tablesPerDate + more,
        countRequests(harness -> new ReportLoader(harness.lake()).read(dates)).reads());
  }

  private void export(Table<?> table) {
    RowFormat format = new JsonRowFormat(table.columns());
    ColumnSelection columns = new ColumnSelection(table, table.columns());
    try {
      new TableExporter(harness.lake(), columns, format, false)
          .write(List.of(TODAY.minusDays(1), TODAY), new StringBuilder(), ProgressListener.NONE);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Partitions that are older than the two previous months are not listed. */
  @Test
  void olderPartitionsNeedNoFurtherListing() {
    TrackConfig replace = new TrackConfig(true, false, 30);
    copyToEarlierDates(1, 62);
    harness.setCodeHash("another");
    int tracks = countListedObjects(harness -> harness.extractTracks(TODAY, replace, false));
    int load = countListedObjects(harness -> harness.load(TODAY));
    copyToEarlierDates(63, 90);
    harness.setCodeHash("a third");

    assertEquals(
        tracks, countListedObjects(harness -> harness.extractTracks(TODAY, replace, false)));
    assertEquals(load, countListedObjects(harness -> harness.load(TODAY)));
  }

  private int countListedObjects(Consumer<PipelineHarness> stage) {
    int before = harness.store().listedObjectCount();
    stage.accept(harness);
    return harness.store().listedObjectCount() - before;
  }

  private void copyToEarlierDates(int from, int to) {
    for (int day = from; day <= to; day++) {
      copyTo(day, RawRelease.TABLE);
      copyTo(day, RawTrack.TABLE);
    }
  }

  private <R extends IndexedRecord> void copyTo(int daysBefore, Table<R> table) {
    try (PartitionWriter<R> writer =
        harness.lake().openWriter(table, TODAY.minusDays(daysBefore))) {
      harness.partition(table, TODAY).footer().entries().forEach(writer::putMetadata);
      harness.rows(table, TODAY).forEach(writer::write);
      writer.publish();
    }
  }
}
