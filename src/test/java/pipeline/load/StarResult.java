package pipeline.load;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Table;
import pipeline.load.StarBuilder.CleanCursors;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.Reject;
import pipeline.tables.row.RejectColumns;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.AlbumCursor;
import pipeline.testing.golden.GoldenFolder;
import pipeline.testing.golden.ListRowIterator;
import pipeline.testing.golden.RowCollector;
import pipeline.testing.golden.RowJsonLines;

/** The output of {@link StarBuilder} for the clean tables of a golden folder. */
record StarResult(RowCollector rows, AuditResult audit) {
  private static final LocalDate DS = LocalDate.of(2024, 1, 1);

  /**
   * Builds the star tables from clean tables.
   *
   * @param text returns the content of a file
   * @param tempDirectory folder for the sorted runs of artists
   * @param maxInMemory number of artists in memory
   */
  static StarResult build(Function<String, String> text, Path tempDirectory, int maxInMemory) {
    StarResult star = new StarResult(new RowCollector(), new AuditResult());
    CleanCursors in =
        new CleanCursors(
            rows(CleanAlbum.TABLE, text, CleanAlbum::albumId),
            rows(CleanAlbumArtist.TABLE, text, CleanAlbumArtist::albumId),
            rows(CleanTrack.TABLE, text, CleanTrack::albumId),
            rows(CleanTrackArtist.TABLE, text, CleanTrackArtist::albumId),
            rows(Reject.TABLE, text, RejectColumns::albumId));
    boolean late = !text.apply("late.txt").isEmpty();
    AuditExpectations expected =
        new AuditExpectations(
            DS,
            late ? "search_by_date" : "new_releases",
            late,
            ids(text.apply("gone.txt")),
            ids(text.apply("missing.txt")));
    try (ArtistAggregator artists = new ArtistAggregator(tempDirectory, maxInMemory)) {
      new StarBuilder(in, star.rows, artists, expected, star.audit).run();
    }
    return star;
  }

  static StarResult build(GoldenFolder folder, Path tempDirectory, int maxInMemory) {
    return build(folder::text, tempDirectory, maxInMemory);
  }

  private static Set<String> ids(String lines) {
    return Set.copyOf(lines.lines().toList());
  }

  private static <R extends IndexedRecord> AlbumCursor<R> rows(
      Table<R> table, Function<String, String> text, Function<R, String> album) {
    return ListRowIterator.createCursor(
        RowJsonLines.parse(table, text.apply(table.name() + ".jsonl")), album);
  }

  /** Returns the rows by file name, in the format of a golden folder. */
  Map<String, String> texts() {
    Map<String, String> texts =
        rows.texts(Tables.ANALYTICS.subList(0, Tables.ANALYTICS.indexOf(PartitionEntry.TABLE)));
    texts.put(
        "expected/audit.txt",
        (audit.hasFailed() ? "failed: " + audit.violations() : audit.verdict()) + "\n");
    return texts;
  }
}
