package pipeline.report;

import java.util.List;
import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;

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
    return AlbumType.from(album.albumType());
  }

  List<String> artistIds() {
    return artists.stream().map(BridgeAlbumArtist::artistId).toList();
  }
}
