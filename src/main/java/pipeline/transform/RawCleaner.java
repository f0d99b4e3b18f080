package pipeline.transform;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.row.Row;
import pipeline.tables.stage.AlbumCursor;

/**
 * A cleaner that turns raw rows into clean rows, by a merge join of two tables in album order. The
 * cleaner holds one album in memory. The result depends only on the rows and their date.
 */
final class RawCleaner {
  /**
   * The counts of raw rows.
   *
   * @param read the number of all raw rows
   * @param rejectedRows the number of raw rows with at least one reject
   * @param firstReject a description of the first reject; empty if there is none
   */
  record CleaningSummary(long read, long rejectedRows, String firstReject) {}

  private final AlbumCursor<RawRelease> releases;
  private final AlbumCursor<RawTrack> tracks;
  private final LocalDate ds;
  private final Consumer<Row> out;
  private final SchemaDriftDetector changes;
  private long read;
  private long rejectedRows;
  private String firstReject = "";
  private boolean isCurrentRowRejected;

  RawCleaner(
      AlbumCursor<RawRelease> releases,
      AlbumCursor<RawTrack> tracks,
      LocalDate ds,
      Consumer<Row> out,
      SchemaDriftDetector changes) {
    this.releases = releases;
    this.tracks = tracks;
    this.ds = ds;
    this.out = out;
    this.changes = changes;
  }

  CleaningSummary run() {
    String last = "";
    for (RawRelease raw = releases.next(); raw != null; raw = releases.next()) {
      if (raw.albumId().equals(last)) {
        beginRow(raw);
        reject(RejectFactory.album(raw, "repeats the previous row of the album"));
      } else {
        last = raw.albumId();
        tracks.drainBefore(last, this::rejectStray);
        album(raw);
      }
    }
    tracks.drainBefore(null, this::rejectStray);
    return new CleaningSummary(read, rejectedRows, firstReject);
  }

  private void album(RawRelease raw) {
    beginRow(raw);
    List<RawTrack> ofAlbum = tracks.allOf(raw.albumId());
    boolean isAccepted = AlbumCleaner.clean(raw, ofAlbum, ds, out, this::reject);
    TrackCleaner cleaner = new TrackCleaner(raw, out, this::reject);
    for (RawTrack track : ofAlbum) {
      beginRow(track);
      if (isAccepted) {
        cleaner.clean(track);
      } else {
        reject(RejectFactory.track(track, "its album was rejected"));
      }
    }
  }

  private void rejectStray(RawTrack track) {
    beginRow(track);
    reject(RejectFactory.track(track, "its album is not in raw/releases"));
  }

  private void beginRow(RawRelease raw) {
    beginRow();
    changes.scan(raw);
  }

  private void beginRow(RawTrack raw) {
    beginRow();
    changes.scan(raw);
  }

  private void beginRow() {
    read++;
    isCurrentRowRejected = false;
  }

  private void reject(Reject row) {
    if (!isCurrentRowRejected) {
      isCurrentRowRejected = true;
      rejectedRows++;
    }
    if (firstReject.isEmpty()) {
      firstReject = row.tableName() + " " + row.rowKey() + ": " + row.reason();
    }
    out.accept(row);
  }
}
