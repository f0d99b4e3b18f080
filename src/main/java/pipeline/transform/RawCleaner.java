package pipeline.transform;

import java.time.LocalDate;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.stage.AlbumCursor;

/**
 * Raw rows in, clean rows out: a merge of two tables in album order, so its memory is that of one
 * album. It looks at nothing but the rows and their date.
 */
final class RawCleaner {
  /**
   * What it has seen.
   *
   * @param read raw rows
   * @param odd those of which something was rejected
   */
  record CleaningSummary(long read, long odd) {}

  private final AlbumCursor<RawRelease> releases;
  private final AlbumCursor<RawTrack> tracks;
  private final LocalDate ds;
  private final CleanSink out;
  private final SchemaDriftDetector changes;
  private long read;
  private long odd;

  /** Whether something of the present row was. */
  private boolean rejected;

  RawCleaner(
      AlbumCursor<RawRelease> releases,
      AlbumCursor<RawTrack> tracks,
      LocalDate ds,
      CleanSink out,
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
        begin(raw);
        reject(RejectFactory.album(raw, "repeats the album's row before"));
      } else {
        last = raw.albumId();
        tracks.drainBefore(last, this::stray);
        album(raw);
      }
    }
    tracks.drainRemaining(this::stray);
    return new CleaningSummary(read, odd);
  }

  private void album(RawRelease raw) {
    begin(raw);
    boolean kept = AlbumCleaner.clean(raw, ds, out, this::reject);
    TrackCleaner cleaning = new TrackCleaner(raw, out, this::reject);
    for (RawTrack track = tracks.nextOf(raw.albumId());
        track != null;
        track = tracks.nextOf(raw.albumId())) {
      begin(track);
      if (kept) {
        cleaning.clean(track);
      } else {
        reject(RejectFactory.track(track, "its album was rejected"));
      }
    }
  }

  private void stray(RawTrack stray) {
    begin(stray);
    reject(RejectFactory.track(stray, "its album is not in raw/releases"));
  }

  private void begin(RawRelease raw) {
    begin();
    changes.look(raw);
  }

  private void begin(RawTrack raw) {
    begin();
    changes.look(raw);
  }

  private void begin() {
    read++;
    rejected = false;
  }

  private void reject(Reject row) {
    if (!rejected) {
      rejected = true;
      odd++;
    }
    out.reject(row);
  }
}
