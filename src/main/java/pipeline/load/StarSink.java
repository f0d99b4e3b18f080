package pipeline.load;

import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;

/** Receives the rows of the star, each in the order of its table. */
interface StarSink {
  void album(DimAlbum row);

  void artist(DimArtist row);

  void track(DimTrack row);

  void albumArtist(BridgeAlbumArtist row);

  void trackArtist(BridgeTrackArtist row);

  void release(FactRelease row);
}
