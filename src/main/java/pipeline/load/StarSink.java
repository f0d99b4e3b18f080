package pipeline.load;

import pipeline.tables.BridgeAlbumArtist;
import pipeline.tables.BridgeTrackArtist;
import pipeline.tables.DimAlbum;
import pipeline.tables.DimArtist;
import pipeline.tables.DimTrack;
import pipeline.tables.FactRelease;

/** Where the rows of the star go, each kind in the order of its table. */
interface StarSink {
  void album(DimAlbum row);

  void artist(DimArtist row);

  void track(DimTrack row);

  void albumArtist(BridgeAlbumArtist row);

  void trackArtist(BridgeTrackArtist row);

  void release(FactRelease row);
}
