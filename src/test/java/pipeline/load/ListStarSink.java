package pipeline.load;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;
import pipeline.lake.Table;
import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.Reject;
import pipeline.tables.row.Rejects;
import pipeline.tables.stage.AlbumCursor;
import pipeline.testing.golden.GoldenFolder;
import pipeline.testing.golden.ListRowIterator;
import pipeline.testing.golden.RowJsonLines;

/** A sink that collects the output of {@link StarBuilder} in lists. */
final class ListStarSink implements StarSink {
  private static final LocalDate DS = LocalDate.of(2024, 1, 1);

  private final Map<String, List<IndexedRecord>> rows = new LinkedHashMap<>();
  final AuditResult audit = new AuditResult();

  private ListStarSink() {
    for (Table<?> table :
        List.of(
            DimAlbum.TABLE,
            DimArtist.TABLE,
            DimTrack.TABLE,
            BridgeAlbumArtist.TABLE,
            BridgeTrackArtist.TABLE,
            FactRelease.TABLE)) {
      rows.put(table.name(), new ArrayList<>());
    }
  }

  /**
   * Builds the star of clean tables.
   *
   * @param text returns the content of a file
   * @param tempDirectory folder for the sorted runs of artists
   * @param maxInMemory number of artists in memory
   */
  static ListStarSink build(Function<String, String> text, Path tempDirectory, int maxInMemory) {
    ListStarSink lists = new ListStarSink();
    CleanCursors in =
        new CleanCursors(
            rows(CleanAlbum.TABLE, text, CleanAlbum::albumId),
            rows(CleanAlbumArtist.TABLE, text, CleanAlbumArtist::albumId),
            rows(CleanTrack.TABLE, text, CleanTrack::albumId),
            rows(CleanTrackArtist.TABLE, text, CleanTrackArtist::albumId),
            rows(Reject.TABLE, text, Rejects::albumId));
    boolean late = !text.apply("late.txt").isEmpty();
    AuditExpectations expected =
        new AuditExpectations(
            DS,
            late ? "search_by_date" : "new_releases",
            late,
            ids(text.apply("gone.txt")),
            ids(text.apply("missing.txt")));
    try (ArtistAggregator artists = new ArtistAggregator(tempDirectory, maxInMemory)) {
      new StarBuilder(in, lists, artists, expected, lists.audit).run();
    }
    return lists;
  }

  static ListStarSink build(GoldenFolder folder, Path tempDirectory, int maxInMemory) {
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
    Map<String, String> texts = new LinkedHashMap<>();
    rows.forEach(
        (name, list) -> texts.put("expected/" + name + ".jsonl", RowJsonLines.format(list)));
    texts.put(
        "expected/audit.txt",
        (audit.hasFailed() ? "failed: " + audit.violations() : audit.verdict()) + "\n");
    return texts;
  }

  private void add(Table<?> table, IndexedRecord row) {
    rows.getOrDefault(table.name(), List.of()).add(row);
  }

  @Override
  public void album(DimAlbum row) {
    add(DimAlbum.TABLE, row);
  }

  @Override
  public void artist(DimArtist row) {
    add(DimArtist.TABLE, row);
  }

  @Override
  public void track(DimTrack row) {
    add(DimTrack.TABLE, row);
  }

  @Override
  public void albumArtist(BridgeAlbumArtist row) {
    add(BridgeAlbumArtist.TABLE, row);
  }

  @Override
  public void trackArtist(BridgeTrackArtist row) {
    add(BridgeTrackArtist.TABLE, row);
  }

  @Override
  public void release(FactRelease row) {
    add(FactRelease.TABLE, row);
  }
}
