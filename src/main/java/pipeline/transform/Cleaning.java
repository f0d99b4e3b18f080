package pipeline.transform;

import pipeline.tables.PeekedRows;
import pipeline.tables.RawRelease;
import pipeline.tables.RawTrack;

/**
 * Raw rows in, clean rows out: a merge of two tables in album order, so its memory is that of one
 * album. It looks at nothing but the rows.
 */
final class Cleaning {
  private final PeekedRows<RawRelease> releases;
  private final PeekedRows<RawTrack> tracks;
  private final CleanRows out;
  private long read;

  Cleaning(PeekedRows<RawRelease> releases, PeekedRows<RawTrack> tracks, CleanRows out) {
    this.releases = releases;
    this.tracks = tracks;
    this.out = out;
  }

  /** Returns the number of raw rows read. */
  long run() {
    String last = "";
    for (RawRelease raw = releases.next(); raw != null; raw = releases.next()) {
      read++;
      if (raw.albumId().equals(last)) {
        out.reject(Rejects.album(raw, "repeats the album's row before"));
        continue;
      }
      last = raw.albumId();
      tracks.before(last, this::stray);
      album(raw);
    }
    tracks.rest(this::stray);
    return read;
  }

  private void album(RawRelease raw) {
    boolean kept = AlbumCleaning.clean(raw, out);
    TrackCleaning cleaning = new TrackCleaning(raw, out);
    for (RawTrack track = tracks.nextOf(raw.albumId());
        track != null;
        track = tracks.nextOf(raw.albumId())) {
      read++;
      if (kept) {
        cleaning.clean(track);
      } else {
        out.reject(Rejects.track(track, "its album was rejected"));
      }
    }
  }

  private void stray(RawTrack stray) {
    read++;
    out.reject(Rejects.track(stray, "its album is not in raw/releases"));
  }
}
