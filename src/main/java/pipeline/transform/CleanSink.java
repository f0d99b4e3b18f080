package pipeline.transform;

import pipeline.tables.CleanAlbum;
import pipeline.tables.CleanAlbumArtist;
import pipeline.tables.CleanTrack;
import pipeline.tables.CleanTrackArtist;
import pipeline.tables.Reject;

/** Where clean rows go, each kind in the order of its table. */
interface CleanSink {
  void album(CleanAlbum row);

  void albumArtist(CleanAlbumArtist row);

  void track(CleanTrack row);

  void trackArtist(CleanTrackArtist row);

  void reject(Reject row);
}
