package pipeline.load;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.tables.BridgeAlbumArtist;
import pipeline.tables.BridgeTrackArtist;
import pipeline.tables.CleanAlbum;
import pipeline.tables.CleanAlbumArtist;
import pipeline.tables.CleanTrack;
import pipeline.tables.CleanTrackArtist;
import pipeline.tables.DimAlbum;
import pipeline.tables.DimArtist;
import pipeline.tables.DimTrack;
import pipeline.tables.FactRelease;

/**
 * Clean rows in, the rows of the star out, audited on the way: a merge of the clean tables in album
 * order, so its memory is that of one album, and that of the artists' regrouping.
 */
final class Star {
  private final CleanInput in;
  private final StarRows out;
  private final StarAudit audit;
  private final ArtistRegroup artists;
  private @Nullable Boolean late;

  Star(CleanInput in, StarRows out, StarAudit audit, ArtistRegroup artists) {
    this.in = in;
    this.out = out;
    this.audit = audit;
    this.artists = artists;
  }

  void run() {
    String last = "";
    for (CleanAlbum album = in.albums().next(); album != null; album = in.albums().next()) {
      audit.album(album, last);
      last = album.albumId();
      straysBefore(last);
      album(album);
    }
    straysAtTheEnd();
    artists.forEach(
        artist -> out.artist(new DimArtist(artist.id(), artist.name(), artist.url(), late)));
  }

  private void album(CleanAlbum album) {
    late = album.isLateCapture();
    out.album(dimension(album));
    out.release(
        new FactRelease(
            album.albumId(),
            album.primaryArtistId(),
            album.releaseDay(),
            album.position(),
            album.source(),
            album.isLateCapture()));
    List<CleanAlbumArtist> credits = in.albumArtists().allOf(album.albumId());
    audit.albumArtists(album, credits);
    credits.forEach(this::albumArtist);
    tracks(album);
  }

  private void albumArtist(CleanAlbumArtist credit) {
    artists.add(
        new ArtistMention(credit.artistId(), credit.artistName(), credit.artistSpotifyUrl()));
    out.albumArtist(
        new BridgeAlbumArtist(credit.albumId(), credit.artistId(), credit.artistPosition()));
  }

  private void tracks(CleanAlbum album) {
    List<CleanTrack> tracks = in.tracks().allOf(album.albumId());
    List<CleanTrackArtist> credits = in.trackArtists().allOf(album.albumId());
    audit.tracks(album, tracks, in.rejects().allOf(album.albumId()));
    audit.trackArtists(tracks, credits);
    for (CleanTrack track : tracks) {
      out.track(dimension(track, album.isLateCapture()));
    }
    credits.forEach(this::trackArtist);
  }

  private void trackArtist(CleanTrackArtist credit) {
    artists.add(
        new ArtistMention(credit.artistId(), credit.artistName(), credit.artistSpotifyUrl()));
    out.trackArtist(
        new BridgeTrackArtist(
            credit.albumId(),
            credit.position(),
            credit.trackId(),
            credit.artistId(),
            credit.artistPosition(),
            credit.role()));
  }

  /**
   * Rows before the next album belong to none. The rejects among them are those of rejected albums.
   */
  private void straysBefore(String album) {
    in.rejects().before(album, reject -> {});
    in.albumArtists().before(album, row -> audit.stray(CleanAlbumArtist.TABLE, row.albumId()));
    in.tracks().before(album, row -> audit.stray(CleanTrack.TABLE, row.albumId()));
    in.trackArtists().before(album, row -> audit.stray(CleanTrackArtist.TABLE, row.albumId()));
  }

  private void straysAtTheEnd() {
    in.rejects().rest(reject -> {});
    in.albumArtists().rest(row -> audit.stray(CleanAlbumArtist.TABLE, row.albumId()));
    in.tracks().rest(row -> audit.stray(CleanTrack.TABLE, row.albumId()));
    in.trackArtists().rest(row -> audit.stray(CleanTrackArtist.TABLE, row.albumId()));
  }

  private static DimAlbum dimension(CleanAlbum album) {
    return new DimAlbum(
        album.albumId(),
        album.albumName(),
        album.albumType(),
        album.totalTracks(),
        album.releaseDate(),
        album.releaseDatePrecision(),
        album.releaseDay(),
        album.albumUrl(),
        album.imageUrl(),
        album.primaryArtistId(),
        album.isLateCapture());
  }

  private static DimTrack dimension(CleanTrack track, @Nullable Boolean late) {
    return new DimTrack(
        track.albumId(),
        track.position(),
        track.trackId(),
        track.trackName(),
        track.discNumber(),
        track.trackNumber(),
        track.durationMs(),
        track.explicit(),
        track.isPlayable(),
        track.trackUrl(),
        track.primaryArtistId(),
        late);
  }
}
