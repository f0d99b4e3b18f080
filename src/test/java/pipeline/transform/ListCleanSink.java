package pipeline.transform;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.testing.golden.ListRowIterator;
import pipeline.testing.golden.RowJsonLines;

/** A sink that collects the output of {@link RawCleaner} in lists. */
final class ListCleanSink implements CleanSink {
  private static final LocalDate DS = LocalDate.of(2024, 1, 1);

  final List<CleanAlbum> albums = new ArrayList<>();
  final List<CleanAlbumArtist> albumArtists = new ArrayList<>();
  final List<CleanTrack> tracks = new ArrayList<>();
  final List<CleanTrackArtist> trackArtists = new ArrayList<>();
  final List<Reject> rejects = new ArrayList<>();
  final SchemaDriftDetector changes = new SchemaDriftDetector();
  private RawCleaner.CleaningSummary tally = new RawCleaner.CleaningSummary(0, 0);

  static ListCleanSink of(List<RawRelease> releases, List<RawTrack> tracks) {
    ListCleanSink lists = new ListCleanSink();
    lists.tally =
        new RawCleaner(
                ListRowIterator.createCursor(releases, RawRelease::albumId),
                ListRowIterator.createCursor(tracks, RawTrack::albumId),
                DS,
                lists,
                lists.changes)
            .run();
    return lists;
  }

  RawCleaner.CleaningSummary tally() {
    return tally;
  }

  /** Returns the rows by file name, in the format of a golden folder. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("expected/albums.jsonl", RowJsonLines.format(albums));
    texts.put("expected/album_artists.jsonl", RowJsonLines.format(albumArtists));
    texts.put("expected/tracks.jsonl", RowJsonLines.format(tracks));
    texts.put("expected/track_artists.jsonl", RowJsonLines.format(trackArtists));
    texts.put("expected/rejects.jsonl", RowJsonLines.format(rejects));
    return texts;
  }

  @Override
  public void album(CleanAlbum row) {
    albums.add(row);
  }

  @Override
  public void albumArtist(CleanAlbumArtist row) {
    albumArtists.add(row);
  }

  @Override
  public void track(CleanTrack row) {
    tracks.add(row);
  }

  @Override
  public void trackArtist(CleanTrackArtist row) {
    trackArtists.add(row);
  }

  @Override
  public void reject(Reject row) {
    rejects.add(row);
  }
}
