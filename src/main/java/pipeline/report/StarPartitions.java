package pipeline.report;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import pipeline.lake.Partition;
import pipeline.lake.parquet.RowIterator;
import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.Row;
import pipeline.tables.stage.AlbumCursor;
import pipeline.tables.stage.PublishedStar;

/** The tables of one date's star, which belong together. */
record StarPartitions(
    Partition<FactRelease> facts,
    Partition<DimAlbum> albums,
    Partition<DimArtist> artists,
    Partition<DimTrack> tracks,
    Partition<BridgeAlbumArtist> albumArtists,
    Partition<BridgeTrackArtist> trackArtists) {

  /** Empty where one of them was replaced since load published them together. */
  static Optional<StarPartitions> find(PublishedStar published) {
    var facts = published.find(FactRelease.TABLE);
    var albums = published.find(DimAlbum.TABLE);
    var artists = published.find(DimArtist.TABLE);
    var tracks = published.find(DimTrack.TABLE);
    var albumArtists = published.find(BridgeAlbumArtist.TABLE);
    var trackArtists = published.find(BridgeTrackArtist.TABLE);
    if (facts.isEmpty()
        || albums.isEmpty()
        || artists.isEmpty()
        || tracks.isEmpty()
        || albumArtists.isEmpty()
        || trackArtists.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StarPartitions(
            facts.get(),
            albums.get(),
            artists.get(),
            tracks.get(),
            albumArtists.get(),
            trackArtists.get()));
  }

  /** Album by album: no more than one is held. */
  void forEachAlbum(Consumer<AlbumBundle> consumer) {
    try (AlbumCursor<FactRelease> factRows = openCursor(facts, FactRelease::albumId);
        AlbumCursor<DimAlbum> albumRows = openCursor(albums, DimAlbum::albumId);
        AlbumCursor<BridgeAlbumArtist> artistRows =
            openCursor(albumArtists, BridgeAlbumArtist::albumId);
        AlbumCursor<DimTrack> trackRows = openCursor(tracks, DimTrack::albumId);
        AlbumCursor<BridgeTrackArtist> creditRows =
            openCursor(trackArtists, BridgeTrackArtist::albumId)) {
      for (DimAlbum album = albumRows.next(); album != null; album = albumRows.next()) {
        String id = album.albumId();
        consumer.accept(
            new AlbumBundle(
                Objects.requireNonNull(factRows.nextOf(id), "every album of a star has its fact"),
                album,
                artistRows.allOf(id),
                trackRows.allOf(id),
                creditRows.allOf(id)));
      }
    }
  }

  private static <R extends Row> AlbumCursor<R> openCursor(
      Partition<R> partition, Function<R, String> album) {
    return new AlbumCursor<>(partition.openRows(), album);
  }

  void forEachArtist(Consumer<DimArtist> consumer) {
    try (RowIterator<DimArtist> rows = artists.openRows()) {
      for (DimArtist artist = rows.next(); artist != null; artist = rows.next()) {
        consumer.accept(artist);
      }
    }
  }
}
