package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipeline.lake.Table;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.row.RejectColumns;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.testing.PipelineHarness;

/**
 * Injects one defect at a time into the published tables of a valid date. {@code load} must report
 * the defect and leave the published tables unchanged.
 */
class InjectedDefectsTest {
  @TempDir static Path folder;
  private static int caughtCount;
  private static int harnessCount;

  /**
   * A defect.
   *
   * @param inject changes the clean tables
   * @param text text that the message of load must contain
   */
  private record InjectedDefect(
      String name, Consumer<CleanTables> inject, StageFailureReason reason, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void publishValidDate() {
    try (PipelineHarness harness = new PipelineHarness(folder.resolve("valid"))) {
      harness.runAllStages(TODAY);
    }
  }

  @AfterAll
  static void printCount() {
    System.out.printf("Injected defects caught: %d of %d%n", caughtCount, defects().size());
  }

  static List<InjectedDefect> defects() {
    List<InjectedDefect> defects = new ArrayList<>();
    defects.add(
        audit(
            "an album twice",
            "albums are unique: 1 (such as {album})",
            CleanTables::duplicateAlbum));
    defects.add(
        audit(
            "a track twice",
            "tracks of an album are unique: 1 (such as {track})",
            CleanTables::duplicateTrack));
    defects.add(
        audit(
            "a credit of an album twice",
            "positions of an album's artists are unique: 1 (such as {album}#0)",
            CleanTables::duplicateAlbumCredit));
    defects.add(
        audit(
            "an artist on a track twice, at another place",
            "a track credits an artist once: 1 (such as {track}#",
            CleanTables::duplicateTrackArtist));
    defects.add(
        audit(
            "a credit of an album that is not there",
            "rows of clean/album_artists refer to existing albums: 1 (such as nowhere)",
            tables ->
                tables.setColumn(
                    CleanAlbumArtist.TABLE,
                    tables.lastIndex(CleanAlbumArtist.TABLE),
                    "album_id",
                    "nowhere")));
    defects.add(
        audit(
            "tracks of an album that is not there",
            "rows of clean/tracks refer to existing albums",
            tables -> tables.change(CleanAlbum.TABLE, rows -> rows.subList(1, rows.size()))));
    defects.add(
        audit(
            "a credit of a track that is not there",
            "artists refer to existing tracks: 1 (such as {album}/999#",
            CleanTables::creditWithoutTrack));
    defects.add(
        audit(
            "a primary artist who is not credited",
            "primary artists are the first of the credits: 1 (such as {album} with"
                + " primary_artist_id nobody)",
            tables -> tables.setColumn(CleanAlbum.TABLE, 0, "primary_artist_id", "nobody")));
    defects.add(
        audit(
            "a track less",
            "every album has all of its tracks: 1 (such as {album} has ",
            tables -> tables.change(CleanTrack.TABLE, rows -> rows.subList(1, rows.size()))));
    defects.add(
        audit(
            "a track more",
            "every album has all of its tracks: 1 (such as {album} has ",
            CleanTables::additionalTrack));
    defects.add(
        audit(
            "an album less, and all that is its",
            "every raw row becomes one clean row or one reject: 2 (such as raw/releases has 24"
                + " rows, but clean/albums has 23 rows and 0 rejects, raw/tracks has ",
            CleanTables::missingAlbum));
    defects.add(
        audit(
            "a row that is both clean and rejected",
            "every raw row becomes one clean row or one reject: 1 (such as raw/tracks has ",
            CleanTables::acceptedAndRejected));
    defects.add(
        audit(
            "an artist with an empty id",
            "every artist has an id: 1 (such as {track}#0)",
            tables -> tables.setColumn(CleanTrackArtist.TABLE, 0, "artist_id", "")));
    defects.add(
        audit(
            "a release day before there were recordings",
            "release days are plausible: 1 (such as {dated} of 1066-10-14)",
            tables -> tables.setReleaseDay(LocalDate.of(1066, 10, 14))));
    defects.add(
        audit(
            "a release day that is not the release date",
            "release days equal the release dates: 1 (such as {dated} with release_day 2020-02-02"
                + " and release_date ",
            tables -> tables.setReleaseDay(LocalDate.of(2020, 2, 2))));
    defects.add(
        audit(
            "a track of negative length",
            "durations are not negative: 1 (such as {track} with duration_ms -1)",
            tables -> tables.setColumn(CleanTrack.TABLE, 0, "duration_ms", -1)));
    defects.add(
        audit(
            "a hole in the positions",
            "positions are at least 0 and below the album's number of tracks: 1 (such as ",
            CleanTables::gapInPositions));
    defects.add(
        audit(
            "another role",
            "roles follow from the album's credits: 1 (such as {track}#0)",
            tables -> tables.setColumn(CleanTrackArtist.TABLE, 0, "role", "producer")));
    defects.add(
        audit(
            "an album of another listing",
            "albums belong to the date's listing: 1 (such as {album} with source watch_list and"
                + " is_late_capture false)",
            tables -> tables.setColumn(CleanAlbum.TABLE, 0, "source", "watch_list")));
    defects.add(
        new InjectedDefect(
            "raw tracks that were replaced since",
            tables -> tables.setColumn(RawTrack.TABLE, 0, "track_name", "Another name"),
            StageFailureReason.INPUT_OUTDATED,
            "; rerun transform --date "
                + TODAY
                + ", because raw/tracks has been replaced since this file was built"));
    return defects;
  }

  private static InjectedDefect audit(String name, String text, Consumer<CleanTables> inject) {
    return new InjectedDefect(name, inject, StageFailureReason.AUDIT_FAILED, text);
  }

  @ParameterizedTest
  @MethodSource("defects")
  void injectedDefectIsCaughtAndNothingPublished(InjectedDefect defect) throws IOException {
    try (PipelineHarness harness = copy()) {
      CleanTables tables = new CleanTables(harness);
      String text = tables.fillPlaceholders(defect.text);
      defect.inject.accept(tables);
      Map<String, String> before = harness.digests("");
      StageException failed = assertThrows(StageException.class, () -> harness.load(TODAY));
      assertEquals(defect.reason, failed.reason());
      String message = Objects.toString(failed.getMessage());
      assertTrue(message.contains(text), message + "\ndoes not contain: " + text);
      assertEquals(before, harness.digests(""));
    }
    caughtCount++;
  }

  @Test
  void twentyDefectsAreInjectedAndTheValidDatePasses() throws IOException {
    assertEquals(20, defects().stream().map(InjectedDefect::name).distinct().count());
    try (PipelineHarness harness = copy()) {
      assertFalse(harness.load(TODAY).changed());
    }
  }

  /** No checksum protects a footer. */
  @Test
  void rowCountThatDiffersFromTheFooterIsCaught() throws IOException {
    try (PipelineHarness harness = copy()) {
      long rows = harness.partition(CleanTrack.TABLE, TODAY).footer().rows();
      Path file = folder.resolve("" + harnessCount).resolve(CleanTrack.TABLE.key(TODAY));
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
      int at = bytes.indexOf("" + rows, bytes.indexOf("pipeline.rows"));
      assertTrue(at > 0, "the footer counts its rows");
      String other =
          bytes.substring(0, at) + (rows + 1) + bytes.substring(at + ("" + rows).length());
      Files.writeString(file, other, StandardCharsets.ISO_8859_1);
      StageException failed = assertThrows(StageException.class, () -> harness.load(TODAY));
      assertTrue(
          Objects.toString(failed.getMessage())
              .contains("clean/tracks has " + rows + " rows instead of " + (rows + 1)),
          failed.getMessage());
    }
  }

  private static PipelineHarness copy() throws IOException {
    Path valid = folder.resolve("valid");
    Path copy = folder.resolve("" + ++harnessCount);
    try (Stream<Path> files = Files.walk(valid)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(valid.relativize(file)));
      }
    }
    return new PipelineHarness(copy);
  }

  /** The clean tables of a date, with methods that damage them. */
  private static final class CleanTables {
    private final PipelineHarness harness;
    private final String album;
    private final String datedAlbum;

    CleanTables(PipelineHarness harness) {
      this.harness = harness;
      this.album = harness.rows(CleanAlbum.TABLE, TODAY).get(0).albumId();
      this.datedAlbum = harness.rows(CleanAlbum.TABLE, TODAY).get(indexOfDatedAlbum()).albumId();
    }

    String fillPlaceholders(String text) {
      return text.replace("{album}", album)
          .replace("{track}", album + "/0")
          .replace("{dated}", datedAlbum);
    }

    private int indexOfDatedAlbum() {
      List<CleanAlbum> albums = harness.rows(CleanAlbum.TABLE, TODAY);
      for (int i = 0; i < albums.size(); i++) {
        if (albums.get(i).releaseDay() != null) {
          return i;
        }
      }
      throw new AssertionError("no album has a release day");
    }

    <R extends IndexedRecord> void change(Table<R> table, UnaryOperator<List<R>> change) {
      harness.rewriteRows(table, TODAY, rows -> change.apply(new ArrayList<>(rows)));
    }

    int lastIndex(Table<?> table) {
      return harness.rows(table, TODAY).size() - 1;
    }

    <R extends IndexedRecord> void setColumn(Table<R> table, int row, String column, Object value) {
      change(
          table,
          rows -> {
            rows.set(row, copyWith(table, rows.get(row), column, value));
            return rows;
          });
    }

    private <R extends IndexedRecord> void insert(Table<R> table, int at, R row) {
      change(
          table,
          rows -> {
            rows.add(at, row);
            return rows;
          });
    }

    private static <R extends IndexedRecord> R copyWith(
        Table<R> table, R row, String column, Object value) {
      GenericData.Record copy = new GenericData.Record(table.schema());
      for (int i = 0; i < table.schema().getFields().size(); i++) {
        copy.put(i, row.get(i));
      }
      copy.put(column, value);
      return table.rowFactory().apply(copy);
    }

    private <R extends IndexedRecord> R firstRow(Table<R> table) {
      return harness.rows(table, TODAY).get(0);
    }

    void duplicateAlbum() {
      insert(CleanAlbum.TABLE, 1, firstRow(CleanAlbum.TABLE));
    }

    void duplicateTrack() {
      insert(CleanTrack.TABLE, 1, firstRow(CleanTrack.TABLE));
    }

    void duplicateAlbumCredit() {
      insert(CleanAlbumArtist.TABLE, 1, firstRow(CleanAlbumArtist.TABLE));
    }

    void duplicateTrackArtist() {
      List<CleanTrackArtist> rows = harness.rows(CleanTrackArtist.TABLE, TODAY);
      int credits = (int) rows.stream().filter(row -> isOfFirstTrack(row)).count();
      insert(
          CleanTrackArtist.TABLE,
          credits,
          copyWith(CleanTrackArtist.TABLE, rows.get(0), "artist_position", 99));
    }

    private boolean isOfFirstTrack(CleanTrackArtist row) {
      return row.albumId().equals(album) && row.position() == 0;
    }

    void creditWithoutTrack() {
      List<CleanTrackArtist> rows = harness.rows(CleanTrackArtist.TABLE, TODAY);
      int credits = (int) rows.stream().filter(row -> row.albumId().equals(album)).count();
      insert(
          CleanTrackArtist.TABLE,
          credits,
          copyWith(CleanTrackArtist.TABLE, rows.get(credits - 1), "position", 999));
    }

    void additionalTrack() {
      List<CleanTrack> rows = harness.rows(CleanTrack.TABLE, TODAY);
      int tracks = (int) rows.stream().filter(row -> row.albumId().equals(album)).count();
      CleanTrack more = copyWith(CleanTrack.TABLE, rows.get(tracks - 1), "position", tracks);
      insert(CleanTrack.TABLE, tracks, copyWith(CleanTrack.TABLE, more, "track_id", "another"));
    }

    void missingAlbum() {
      change(CleanAlbum.TABLE, rows -> withoutFirstAlbum(rows, CleanAlbum::albumId));
      change(CleanAlbumArtist.TABLE, rows -> withoutFirstAlbum(rows, CleanAlbumArtist::albumId));
      change(CleanTrack.TABLE, rows -> withoutFirstAlbum(rows, CleanTrack::albumId));
      change(CleanTrackArtist.TABLE, rows -> withoutFirstAlbum(rows, CleanTrackArtist::albumId));
    }

    private <R> List<R> withoutFirstAlbum(List<R> rows, Function<R, String> id) {
      return rows.stream().filter(row -> !id.apply(row).equals(album)).toList();
    }

    void acceptedAndRejected() {
      CleanTrack track = firstRow(CleanTrack.TABLE);
      Reject reject =
          new Reject(
              CleanTrack.TABLE.qualifiedName(),
              RejectColumns.trackKey(track.albumId(), track.position()),
              "$.name is missing",
              "{}");
      change(Reject.TABLE, rows -> Collections.singletonList(reject));
    }

    void setReleaseDay(LocalDate day) {
      setColumn(CleanAlbum.TABLE, indexOfDatedAlbum(), "release_day", (int) day.toEpochDay());
    }

    void gapInPositions() {
      int last = lastIndex(CleanTrack.TABLE);
      int position = harness.rows(CleanTrack.TABLE, TODAY).get(last).position();
      setColumn(CleanTrack.TABLE, last, "position", position + 1);
    }
  }
}
