package pipeline.load;

import java.util.List;
import pipeline.lake.PartitionWriter;
import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;
import pipeline.tables.stage.PublishTransaction;

/** Writes the staging files of the star's tables, opened in the order of publication. */
final class StarWriter implements StarSink {
  private final PartitionWriter<DimAlbum> albums;
  private final PartitionWriter<DimArtist> artists;
  private final PartitionWriter<DimTrack> tracks;
  private final PartitionWriter<BridgeAlbumArtist> albumArtists;
  private final PartitionWriter<BridgeTrackArtist> trackArtists;
  private final PartitionWriter<FactRelease> releases;

  StarWriter(PublishTransaction transaction) {
    albums = transaction.openWriter(DimAlbum.TABLE);
    artists = transaction.openWriter(DimArtist.TABLE);
    tracks = transaction.openWriter(DimTrack.TABLE);
    albumArtists = transaction.openWriter(BridgeAlbumArtist.TABLE);
    trackArtists = transaction.openWriter(BridgeTrackArtist.TABLE);
    releases = transaction.openWriter(FactRelease.TABLE);
  }

  List<PartitionWriter<?>> all() {
    return List.of(albums, artists, tracks, albumArtists, trackArtists, releases);
  }

  @Override
  public void album(DimAlbum row) {
    albums.write(row);
  }

  @Override
  public void artist(DimArtist row) {
    artists.write(row);
  }

  @Override
  public void track(DimTrack row) {
    tracks.write(row);
  }

  @Override
  public void albumArtist(BridgeAlbumArtist row) {
    albumArtists.write(row);
  }

  @Override
  public void trackArtist(BridgeTrackArtist row) {
    trackArtists.write(row);
  }

  @Override
  public void release(FactRelease row) {
    releases.write(row);
  }
}
