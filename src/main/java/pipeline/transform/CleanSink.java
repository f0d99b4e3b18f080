package pipeline.transform;

import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.Reject;

/** Receives the rows of the clean tables, each in the order of its table. */
interface CleanSink {
  void album(CleanAlbum row);

  void albumArtist(CleanAlbumArtist row);

  void track(CleanTrack row);

  void trackArtist(CleanTrackArtist row);

  void reject(Reject row);
}
