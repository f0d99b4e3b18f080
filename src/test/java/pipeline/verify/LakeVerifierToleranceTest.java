package pipeline.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.ReleaseConfig.LateDatePolicy;
import pipeline.extract.ReleaseConfig.SourcePolicy;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.purge.ExpiredPartitions;
import pipeline.simulator.options.QuotaMode;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.PurgeMarker;
import pipeline.testing.PipelineHarness;

/** Checks that what is incomplete, older or empty is not reported as a problem. */
class LakeVerifierToleranceTest extends VerifierFixture {
  @Test
  void untouchedLakeHasNoProblem() {
    VerifyResult result = assertFound();

    assertEquals(List.of(), result.warnings());
    assertEquals(28, result.partitions());
    assertEquals(12, result.rows().get("raw/releases"));
    assertEquals(26, result.rows().get("analytics/partitions"));
    assertEquals(0, result.rows().get("clean/rejects"));
  }

  @Test
  void lakeWithRawTablesOnlyIsIncompleteButNotWrong() {
    harness.delete("clean");
    harness.delete("analytics");

    assertEquals(
        List.of(
            "transform has not run: 2026-11-19 to 2026-11-20; run the commands that pipeline"
                + " status --from 2026-11-19 --to 2026-11-20 prints"),
        assertFound().warnings());
  }

  @Test
  void emptyPartitionsHaveNoProblem() {
    harness.delete("");
    harness.clock.set("2026-11-20T12:00:00Z");
    LocalDate past = LocalDate.parse("1900-01-01");
    harness.runAllStages(past);

    VerifyResult result = verify(new DateRange(past, past), Tables.all());

    assertEquals(List.of(), result.findings());
    assertEquals(0, result.rows().get("raw/releases"));
    assertEquals(14, result.partitions());
  }

  @Test
  void partialPartitionsAreIncompleteButNotWrong() {
    harness.delete("");
    harness
        .setApp(QuotaMode.DEVELOPMENT)
        .extractReleases(
            TODAY,
            new ReleaseConfig(
                SourcePolicy.SEARCH, LateDatePolicy.SEARCH, false, null, 4, List.of()));
    String album = harness.rows(RawRelease.TABLE, TODAY).get(3).albumId();
    harness
        .setFaults("null-item:path=/v1/albums/" + album)
        .extractTracks(TODAY, PipelineHarness.TRACKS, true);
    harness.transform(TODAY);
    harness.load(TODAY);

    VerifyResult result = verify(new DateRange(TODAY, TODAY), Tables.all());

    assertEquals(List.of(), result.findings(), result::formatText);
    assertEquals(
        List.of(
            "albums lack tracks: 2026-11-20; run the commands that pipeline status"
                + " --from 2026-11-20 --to 2026-11-20 prints"),
        result.warnings());
  }

  @Test
  void purgedDatesAreNotMissing() {
    PurgeMarker.recordPurgedBefore(harness.lake(), TODAY);
    new ExpiredPartitions(harness.lake(), TODAY).list().forEach(one -> one.deletion().run());

    VerifyResult result = assertFound();

    assertEquals(14, result.partitions());
    assertEquals(List.of(), result.warnings());
  }

  @Test
  void datesWithoutPartitionsAreOnlyAWarning() {
    VerifyResult result = verify(new DateRange(YESTERDAY.minusDays(3), TODAY), Tables.all());

    assertEquals(List.of(), result.findings());
    assertEquals(
        List.of(
            "no partition to verify: 2026-11-16 to 2026-11-18; run the commands that pipeline"
                + " status --from 2026-11-16 --to 2026-11-18 prints"),
        result.warnings());
  }

  @Test
  void olderSchemaIsIncompleteButNotWrong() {
    harness.putFooterEntry(CleanAlbum.TABLE, TODAY, PartitionMetadata.SCHEMA_VERSION, "1");

    assertEquals(
        List.of(
            "clean/albums has the schema of an older pipeline.jar: 2026-11-20; run the commands"
                + " that pipeline status --from 2026-11-20 --to 2026-11-20 prints"),
        assertFound().warnings());
  }

  @Test
  void otherTablesAreNotRead() throws IOException {
    changeBehindTheFooter(CleanTrack.TABLE, TODAY, rows -> renameFirst(rows, "track_name"));
    Files.write(file(RawTrack.TABLE, TODAY), new byte[3]);

    VerifyResult result = verify(span, Tables.ANALYTICS);

    assertEquals(List.of(), result.findings());
    assertEquals(14, result.partitions());
  }

  @Test
  void partitionThatIsReplacedMeanwhileIsReadAgain() {
    harness
        .store()
        .beforeEachRead(
            key -> {
              if (key.equals(CleanTrack.TABLE.key(TODAY))) {
                harness.store().beforeEachRead(any -> {});
                harness.putFooterEntry(CleanTrack.TABLE, TODAY, "note", "replaced");
              }
            });
    assertFound();
  }

  @Test
  void sampleReadsOnlyTheSelectedDates() throws IOException {
    DateSample sample = DateSample.parse("0.01%", 2);
    LocalDate selected = sample.select(span.dates()).get(0);
    LocalDate other = selected.equals(TODAY) ? YESTERDAY : TODAY;
    Files.write(file(CleanAlbum.TABLE, selected), new byte[1]);
    Files.write(file(CleanAlbum.TABLE, other), new byte[1]);
    LakeInventory inventory = LakeInventory.list(harness.lake(), Tables.all(), span);
    AtomicInteger verified = new AtomicInteger();
    int reads = harness.store().readCount();

    VerifyResult result =
        new LakeVerifier(harness.lake(), harness.clock.instant(), Set.copyOf(Tables.all()), "")
            .verify(inventory, span, sample, verified::incrementAndGet);

    assertEquals(
        List.of(CleanAlbum.TABLE.key(selected)),
        result.findings().stream().map(Finding::key).toList());
    assertEquals(13, verified.get(), "a file without a footer has no rows to read");
    assertEquals(13, harness.store().readCount() - reads, "one read for each small object");
  }
}
