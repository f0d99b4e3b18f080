package pipeline.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.iceberg.IcebergPublisher.PublishedTable;
import pipeline.lake.Lake;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.Tables;
import pipeline.testing.PipelineHarness;

/** Checks how often the publication of dates to a folder reads and writes objects. */
class IcebergRequestCountTest {
  private static final int TABLES = Tables.all().size();

  /** The reads of a date: the rows of analytics/partitions and the footer of each partition. */
  private static final int PARTITIONS = 1 + TABLES;

  private static final TableIdentifier FACTS = TableIdentifier.of("analytics", "fact_release");

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

  private record Requests(int lists, int reads, int puts) {}

  private Requests count(Runnable work) {
    int lists = harness.store().listCount();
    int reads = harness.store().readCount();
    int puts = harness.store().putKeys().size();
    work.run();
    return new Requests(
        harness.store().listCount() - lists,
        harness.store().readCount() - reads,
        harness.store().putKeys().size() - puts);
  }

  private IcebergTables openTables() {
    return IcebergContents.open(harness.lake(), Map.of());
  }

  private List<PublishedTable> publish(LocalDate ds, String runId) {
    try (IcebergTables tables = openTables()) {
      return new IcebergPublisher(harness.lake(), tables, runId).publish(ds, Tables.all());
    }
  }

  private List<List<PublishedTable>> publish(List<LocalDate> dates) {
    List<List<PublishedTable>> published = new ArrayList<>();
    try (IcebergTables tables = openTables()) {
      new IcebergPublisher(harness.lake(), tables, "several")
          .publish(dates, Tables.all(), published::add);
    }
    return published;
  }

  private static boolean isChanged(List<PublishedTable> published) {
    return published.stream().anyMatch(PublishedTable::changed);
  }

  @Test
  void unchangedDateReadsNoManifest() {
    harness.runAllStages(TODAY);
    publish(TODAY, "one");

    Requests requests = count(() -> publish(TODAY, "two"));

    // Metadata and version hint of each table.
    assertEquals(new Requests(TABLES, PARTITIONS + 2 * TABLES, 0), requests);
  }

  @Test
  void furtherUnchangedDateReadsOnlyItsPartitions() {
    List<LocalDate> dates = TODAY.minusDays(2).datesUntil(TODAY.plusDays(1)).toList();
    dates.forEach(harness::runAllStages);
    assertTrue(publish(dates).stream().allMatch(IcebergRequestCountTest::isChanged));

    Requests ofTwo = count(() -> publish(dates.subList(1, 3)));
    Requests ofThree = count(() -> publish(dates));

    assertEquals(ofTwo.lists(), ofThree.lists());
    assertEquals(PARTITIONS, ofThree.reads() - ofTwo.reads());
    assertEquals(0, ofTwo.puts() + ofThree.puts());
  }

  @Test
  void commitOfAnotherProcessBetweenTwoDatesIsKept() {
    LocalDate yesterday = TODAY.minusDays(1);
    LocalDate third = TODAY.minusDays(2);
    List.of(third, yesterday, TODAY).forEach(harness::runAllStages);
    publish(third, "first");
    List<List<PublishedTable>> published = new ArrayList<>();

    harness.setAlbums(30).runAllStages(third);
    try (IcebergTables tables = openTables()) {
      new IcebergPublisher(harness.lake(), tables, "one")
          .publish(
              List.of(yesterday, TODAY),
              Tables.all(),
              ofDate -> {
                published.add(ofDate);
                if (published.size() == 1) {
                  publish(third, "other");
                }
              });
    }

    assertTrue(published.stream().allMatch(IcebergRequestCountTest::isChanged));
    try (IcebergTables tables = openTables()) {
      TableContent content =
          TableContent.read(tables.catalog().find(FACTS).orElseThrow(), Expressions.alwaysTrue());
      assertEquals(Set.of(third, yesterday, TODAY), content.filesByDate().keySet());
      for (LocalDate ds : List.of(third, yesterday, TODAY)) {
        assertTrue(
            content.hasContent(ds, harness.partition(FactRelease.TABLE, ds).footer()),
            ds.toString());
      }
    }
  }

  @Test
  void partitionThatIsReplacedAfterTheListingIsPublishedInItsNewVersion() {
    LocalDate yesterday = TODAY.minusDays(1);
    List.of(yesterday, TODAY).forEach(harness::runAllStages);
    Lake lake = harness.lake();
    List<LocalDate> done = new ArrayList<>();
    try (IcebergTables tables = openTables()) {
      new IcebergPublisher(lake, tables, "one")
          .publish(
              List.of(yesterday, TODAY),
              Tables.all(),
              ofDate -> {
                done.add(yesterday);
                if (done.size() == 1) {
                  harness.setAlbums(30).runAllStages(TODAY);
                }
              });
      TableContent content =
          TableContent.read(tables.catalog().find(FACTS).orElseThrow(), Expressions.alwaysTrue());
      assertTrue(content.hasContent(TODAY, harness.partition(FactRelease.TABLE, TODAY).footer()));
    }
  }

  @Test
  void rowsThatAnotherProgramDeletedArePublishedAgain() {
    harness.runAllStages(TODAY);
    publish(TODAY, "one");
    try (IcebergTables tables = openTables()) {
      tables
          .catalog()
          .find(FACTS)
          .orElseThrow()
          .newDelete()
          .deleteFromRowFilter(Expressions.equal(IcebergSchemas.DATE, TODAY.toString()))
          .commit();
    }

    assertEquals(
        List.of(FactRelease.TABLE),
        publish(TODAY, "two").stream()
            .filter(PublishedTable::changed)
            .map(PublishedTable::table)
            .toList());
  }
}
