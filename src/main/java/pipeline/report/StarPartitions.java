package pipeline.report;

import java.util.function.Consumer;
import pipeline.lake.Partition;
import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;
import pipeline.tables.stage.AlbumCursor;
import pipeline.tables.stage.PublishedStar;
import pipeline.tables.stage.StageException;

/** The star tables of a date, in the versions that load published together. */
record StarPartitions(
    PublishedStar published,
    Partition<DimAlbum> albums,
    Partition<DimArtist> artists,
    Partition<DimTrack> tracks,
    Partition<BridgeAlbumArtist> albumArtists,
    Partition<BridgeTrackArtist> trackArtists) {

  /**
   * Opens the dimensions and bridges of a date.
   *
   * @throws StageException with the reason INPUT_OUTDATED if a table is missing or has been
   *     replaced
   */
  static StarPartitions require(PublishedStar published) {
    return new StarPartitions(
        published,
        published.require(DimAlbum.TABLE),
        published.require(DimArtist.TABLE),
        published.require(DimTrack.TABLE),
        published.require(BridgeAlbumArtist.TABLE),
        published.require(BridgeTrackArtist.TABLE));
  }

  /**
   * Opens and reads the table of facts.
   *
   * @throws StageException with the reason INPUT_OUTDATED if the table is missing or has been
   *     replaced
   */
  void forEachFact(Consumer<FactRelease> consumer) {
    published.require(FactRelease.TABLE).forEachRow(consumer);
  }

  /** Passes each album to the consumer. Only one album is in memory at a time. */
  void forEachAlbum(Consumer<AlbumBundle> consumer) {
    try (AlbumCursor<DimAlbum> albumRows = AlbumCursor.open(albums, DimAlbum::albumId);
        AlbumCursor<BridgeAlbumArtist> artistRows =
            AlbumCursor.open(albumArtists, BridgeAlbumArtist::albumId);
        AlbumCursor<DimTrack> trackRows = AlbumCursor.open(tracks, DimTrack::albumId);
        AlbumCursor<BridgeTrackArtist> creditRows =
            AlbumCursor.open(trackArtists, BridgeTrackArtist::albumId)) {
      albumRows.drainBefore(
          null,
          album -> {
            String id = album.albumId();
            consumer.accept(
                new AlbumBundle(
                    album, artistRows.allOf(id), trackRows.allOf(id), creditRows.allOf(id)));
          });
    }
  }
}
