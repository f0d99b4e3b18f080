package pipeline.transform;

import java.time.LocalDate;
import pipeline.tables.AlbumCursor;
import pipeline.tables.RawRelease;
import pipeline.tables.RawTrack;
import pipeline.tables.Reject;

/**
 * Raw rows in, clean rows out: a merge of two tables in album order, so its memory is that of one
 * album. It looks at nothing but the rows and their date.
 */
final class Cleaning {
  /**
   * What it has seen.
   *
   * @param read raw rows
   * @param odd those of which something was rejected
   */
  record Tally(long read, long odd) {}

  private final AlbumCursor<RawRelease> releases;
  private final AlbumCursor<RawTrack> tracks;
  private final LocalDate ds;
  private final CleanRows out;
  private final ApiChanges changes;
  private long read;
  private long odd;

  /** Whether something of the present row was. */
  private boolean rejected;

  Cleaning(
      AlbumCursor<RawRelease> releases,
      AlbumCursor<RawTrack> tracks,
      LocalDate ds,
      CleanRows out,
      ApiChanges changes) {
    this.releases = releases;
    this.tracks = tracks;
    this.ds = ds;
    this.out = out;
    this.changes = changes;
  }

  Tally run() {
    String last = "";
    for (RawRelease raw = releases.next(); raw != null; raw = releases.next()) {
      if (raw.albumId().equals(last)) {
        begin(raw);
        reject(Rejects.album(raw, "repeats the album's row before"));
      } else {
        last = raw.albumId();
        tracks.before(last, this::stray);
        album(raw);
      }
    }
    tracks.rest(this::stray);
    return new Tally(read, odd);
  }

  private void album(RawRelease raw) {
    begin(raw);
    boolean kept = AlbumCleaning.clean(raw, ds, out, this::reject);
    TrackCleaning cleaning = new TrackCleaning(raw, out, this::reject);
    for (RawTrack track = tracks.nextOf(raw.albumId());
        track != null;
        track = tracks.nextOf(raw.albumId())) {
      begin(track);
      if (kept) {
        cleaning.clean(track);
      } else {
        reject(Rejects.track(track, "its album was rejected"));
      }
    }
  }

  private void stray(RawTrack stray) {
    begin(stray);
    reject(Rejects.track(stray, "its album is not in raw/releases"));
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
