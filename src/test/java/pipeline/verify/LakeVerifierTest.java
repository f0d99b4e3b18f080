package pipeline.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.Table;
import pipeline.lake.parquet.ParquetWriters;
import pipeline.lake.parquet.PartitionMetadata;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.DateRanges.DateRange;

/** Checks that each defect of a lake is found, and nothing else. */
class LakeVerifierTest extends VerifierFixture {
  @Test
  void changedValueIsDamage() throws IOException {
    changeBehindTheFooter(CleanTrack.TABLE, TODAY, rows -> renameFirst(rows, "track_name"));

    VerifyResult result = assertFound("damaged " + CleanTrack.TABLE.key(TODAY));

    assertMessage(result, "its rows do not match its content hash");
    assertEquals(
        List.of("transform --date " + TODAY, "load --date " + TODAY),
        result.repairSteps().get(0).commands());
  }

  /** A rerun reads only the intact footer, so the message requires that the file is deleted. */
  @Test
  void printedRemedyRepairsAChangedValue() throws IOException {
    changeBehindTheFooter(DimArtist.TABLE, TODAY, rows -> renameFirst(rows, "artist_name"));
    VerifyResult result = assertFound("damaged " + DimArtist.TABLE.key(TODAY));
    assertMessage(result, "delete it, then rerun");

    Files.delete(file(DimArtist.TABLE, TODAY));
    assertEquals(List.of("load --date " + TODAY), result.repairSteps().get(0).commands());
    harness.load(TODAY);

    assertFound();
  }

  @Test
  void lostRowIsDamage() throws IOException {
    changeBehindTheFooter(RawTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));
    assertMessage(assertFound("damaged " + RawTrack.TABLE.key(TODAY)), " rows instead of ");
  }

  @Test
  void otherColumnsAreDamage() throws IOException {
    PartitionMetadata footer = harness.partition(Reject.TABLE, TODAY).footer();
    Files.delete(file(Reject.TABLE, TODAY));
    ParquetWriters.open(file(Reject.TABLE, TODAY), CleanAlbum.TABLE.schema(), footer::metadata)
        .close();

    assertMessage(assertFound("damaged " + Reject.TABLE.key(TODAY)), "unknown column album_id");
  }

  /** The footer of the rewritten file fits the rows, so only their order is wrong. */
  @Test
  void rowsOutOfOrderAreDamage() {
    harness.rewriteRows(
        RawRelease.TABLE,
        TODAY,
        rows -> {
          List<RawRelease> reversed = new ArrayList<>(rows);
          Collections.reverse(reversed);
          return reversed;
        });

    VerifyResult result = verify(span, List.of(RawRelease.TABLE));

    assertEquals(1, result.findings().size(), result::formatText);
    assertMessage(result, "row 2 is out of order");
  }

  @Test
  void repeatedKeyIsDamage() {
    harness.rewriteRows(
        RawRelease.TABLE,
        TODAY,
        rows -> {
          List<RawRelease> repeated = new ArrayList<>(rows);
          repeated.add(3, rows.get(2));
          return repeated;
        });

    assertMessage(
        verify(span, List.of(RawRelease.TABLE)), "row 4 repeats the key of the row before");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 60, 2000})
  void cutFileIsDamaged(int bytes) throws IOException {
    Path file = file(RawTrack.TABLE, TODAY);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), bytes));
    assertFound("damaged " + RawTrack.TABLE.key(TODAY));
  }

  @Test
  void swappedDatesAreForeign() throws IOException {
    swap(file(CleanTrack.TABLE, YESTERDAY), file(CleanTrack.TABLE, TODAY));

    VerifyResult result =
        assertFound(
            "foreign " + CleanTrack.TABLE.key(YESTERDAY), "foreign " + CleanTrack.TABLE.key(TODAY));

    assertMessage(result, "partition of another date");
  }

  /** A listing has no inputs. analytics/partitions of the other date identifies it. */
  @Test
  void swappedListingsAreForeign() throws IOException {
    swap(file(RawRelease.TABLE, YESTERDAY), file(RawRelease.TABLE, TODAY));

    assertFound(
        "foreign " + RawRelease.TABLE.key(YESTERDAY), "foreign " + RawRelease.TABLE.key(TODAY));
  }

  /** The other date is outside of the verified dates, or in another batch of them. */
  @ParameterizedTest
  @ValueSource(strings = {"all", "raw"})
  void listingsThatAreSwappedFarApartAreForeign(String tables) throws IOException {
    LocalDate past = TODAY.minusDays(40);
    publish(harness, List.of(past));
    swap(file(RawRelease.TABLE, past), file(RawRelease.TABLE, TODAY));
    List<Table<?>> selected = tables.equals("raw") ? Tables.RAW : Tables.all();
    List<String> expected =
        List.of("foreign " + RawRelease.TABLE.key(past), "foreign " + RawRelease.TABLE.key(TODAY));

    assertEquals(expected, findings(verify(new DateRange(past, TODAY), selected)));
    VerifyResult ofOneDate = verify(new DateRange(TODAY, TODAY), selected);
    assertEquals(expected.subList(1, 2), findings(ofOneDate));
    assertMessage(ofOneDate, "; move it out of the lake");
    assertMessage(ofOneDate, ", because this file is the listing of " + past);
  }

  @Test
  void swappedPartitionsTablesDoNotAccuseTheListings() throws IOException {
    swap(file(PartitionEntry.TABLE, YESTERDAY), file(PartitionEntry.TABLE, TODAY));

    assertFound(
        "foreign " + PartitionEntry.TABLE.key(YESTERDAY),
        "foreign " + PartitionEntry.TABLE.key(TODAY));
    assertEquals(List.of(), findings(verify(span, Tables.RAW)));
  }

  @Test
  void swappedTablesAreForeign() throws IOException {
    swap(file(CleanTrack.TABLE, TODAY), file(DimTrack.TABLE, TODAY));

    assertFound("foreign " + CleanTrack.TABLE.key(TODAY), "foreign " + DimTrack.TABLE.key(TODAY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clean/albums", "analytics/partitions", "raw/releases", "raw/tracks"})
  void copyOfAnotherDateIsForeign(String name) throws IOException {
    Table<?> table = Tables.find(name).orElseThrow();
    Files.copy(file(table, YESTERDAY), file(table, TODAY), StandardCopyOption.REPLACE_EXISTING);

    assertFound("foreign " + table.key(TODAY));
  }

  @Test
  void deletedTableIsMissing() throws IOException {
    Files.delete(file(Reject.TABLE, TODAY));
    harness.delete("analytics");

    VerifyResult result = assertFound("missing " + Reject.TABLE.key(TODAY));

    assertMessage(result, "; run transform --date " + TODAY + " and the later stages");
  }

  @Test
  void replacedInputOutdatesTheLaterTables() {
    harness.setAlbums(7).extractReleases(TODAY);

    VerifyResult result = verify();

    assertEquals(13, result.findings().size(), result::formatText);
    assertEquals(
        Set.of("outdated"), Set.copyOf(result.findings().stream().map(Finding::state).toList()));
    assertMessage(result, "; run extract-tracks --date " + TODAY + " and the later stages");
    harness.extractTracks(TODAY);
    harness.transform(TODAY);
    harness.load(TODAY);
    assertFound();
  }

  @Test
  void tableThatLoadDidNotRecordIsMixed() {
    harness.rewriteRows(DimTrack.TABLE, TODAY, rows -> rows.subList(1, rows.size()));
    assertFound("mixed " + DimTrack.TABLE.key(TODAY));
  }

  @Test
  void wrongRecordOfAnInputIsDamage() {
    harness.rewriteRows(
        PartitionEntry.TABLE, TODAY, rows -> List.of(entry(rows.get(0), 1, "other hash")));
    assertMessage(
        assertFound("damaged " + PartitionEntry.TABLE.key(TODAY)),
        "the row for raw/releases contradicts the footer");
  }

  @Test
  void missingRecordIsDamage() {
    harness.rewriteRows(PartitionEntry.TABLE, TODAY, rows -> rows.subList(0, 12));
    assertMessage(
        assertFound("damaged " + PartitionEntry.TABLE.key(TODAY)),
        "there is no row for analytics/fact_release");
  }

  @Test
  void wrongNumberOfRecordedRowsIsMixed() {
    harness.rewriteRows(
        PartitionEntry.TABLE,
        TODAY,
        rows -> {
          List<PartitionEntry> changed = new ArrayList<>(rows);
          changed.set(0, entry(rows.get(0), 7, rows.get(0).contentHash()));
          return changed;
        });
    assertMessage(
        assertFound("mixed " + PartitionEntry.TABLE.key(TODAY)),
        "records 7 rows of raw/releases instead of 6");
  }

  private static PartitionEntry entry(PartitionEntry row, long rows, String hash) {
    return new PartitionEntry(
        row.tableName(),
        row.stage(),
        row.source(),
        row.observedAt(),
        rows,
        row.rejects(),
        row.requests(),
        row.throttled(),
        row.late(),
        row.partial(),
        row.truncated(),
        row.audit(),
        row.codeVersion(),
        hash,
        row.market());
  }

  @Test
  void partitionOfANewerJarIsNewer() {
    harness.putFooterEntry(Reject.TABLE, TODAY, PartitionMetadata.SCHEMA_VERSION, "99");
    assertFound("newer " + Reject.TABLE.key(TODAY));
  }

  @Test
  void unknownObjectsBelowATableAreReported() {
    String inDate = "raw/tracks/ds=" + TODAY + "/copy.parquet";
    for (String key :
        List.of(
            inDate,
            "raw/tracks/ds=2026-13-01/tracks.parquet",
            "clean/albums/_SUCCESS",
            "clean/albums/ds=2020-01-01/outside-of-the-span.parquet",
            "analytics/my_table/data.parquet",
            "work/extract-tracks/a")) {
      harness.lake().store().put(key, "x".getBytes(UTF_8));
    }
    assertFound(
        "unknown " + inDate,
        "unknown raw/tracks/ds=2026-13-01/tracks.parquet",
        "unknown clean/albums/_SUCCESS");
  }
}
