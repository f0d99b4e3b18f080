package pipeline.report;

import java.util.List;
import pipeline.tables.BridgeAlbumArtist;
import pipeline.tables.BridgeTrackArtist;
import pipeline.tables.DimAlbum;
import pipeline.tables.DimTrack;
import pipeline.tables.FactRelease;

/** An album of a date, with all that the date's star says of it. */
record AlbumBundle(
    FactRelease fact,
    DimAlbum album,
    List<BridgeAlbumArtist> artists,
    List<DimTrack> tracks,
    List<BridgeTrackArtist> trackArtists) {

  String id() {
    return album.albumId();
  }

  AlbumType kind() {
    return AlbumType.of(album.albumType());
  }

  List<String> artistIds() {
    return artists.stream().map(BridgeAlbumArtist::artistId).toList();
  }
}
