package pipeline.report;

import java.util.List;
import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimTrack;

/** The rows of the dimensions and bridges for one album of a date. */
record AlbumBundle(
    DimAlbum album,
    List<BridgeAlbumArtist> artists,
    List<DimTrack> tracks,
    List<BridgeTrackArtist> trackArtists) {

  String id() {
    return album.albumId();
  }

  AlbumType type() {
    return AlbumType.from(album.albumType());
  }

  List<String> artistIds() {
    return artists.stream().map(BridgeAlbumArtist::artistId).toList();
  }
}
