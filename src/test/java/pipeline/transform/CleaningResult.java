package pipeline.transform;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Tables;
import pipeline.testing.golden.ListRowIterator;
import pipeline.testing.golden.RowCollector;
import pipeline.transform.RawCleaner.CleaningSummary;

/** The output of {@link RawCleaner} for lists of raw rows. */
record CleaningResult(RowCollector rows, SchemaDriftDetector changes, CleaningSummary summary) {
  private static final LocalDate DS = LocalDate.of(2024, 1, 1);

  static CleaningResult of(List<RawRelease> releases, List<RawTrack> tracks) {
    RowCollector rows = new RowCollector();
    SchemaDriftDetector changes = new SchemaDriftDetector();
    CleaningSummary summary =
        new RawCleaner(
                ListRowIterator.createCursor(releases, RawRelease::albumId),
                ListRowIterator.createCursor(tracks, RawTrack::albumId),
                DS,
                rows,
                changes)
            .run();
    return new CleaningResult(rows, changes, summary);
  }

  /** Returns the rows by file name, in the format of a golden folder. */
  Map<String, String> texts() {
    return rows.texts(Tables.CLEAN);
  }
}
