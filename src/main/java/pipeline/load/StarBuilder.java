package pipeline.load;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.Reject;
import pipeline.tables.row.RowCopier;

/**
 * A builder that creates and audits the rows of the star, by a merge join of the clean tables in
 * album order. It holds one album and the grouped artists in memory.
 */
final class StarBuilder {
  private static final RowCopier<DimAlbum> ALBUMS = RowCopier.to(DimAlbum.TABLE);
  private static final RowCopier<FactRelease> RELEASES = RowCopier.to(FactRelease.TABLE);
  private static final RowCopier<DimTrack> TRACKS = RowCopier.to(DimTrack.TABLE, "is_late_capture");
  private static final RowCopier<BridgeAlbumArtist> ALBUM_ARTISTS =
      RowCopier.to(BridgeAlbumArtist.TABLE);
  private static final RowCopier<BridgeTrackArtist> TRACK_ARTISTS =
      RowCopier.to(BridgeTrackArtist.TABLE);

  private final CleanCursors in;
  private final StarSink out;
  private final AuditResult audit;
  private final AlbumAudit albumAudit;
  private final TrackAudit trackAudit;
  private final ArtistAggregator artists;
  private @Nullable Boolean late;

  StarBuilder(
      CleanCursors in,
      StarSink out,
      ArtistAggregator artists,
      AuditExpectations expected,
      AuditResult audit) {
    this.in = in;
    this.out = out;
    this.audit = audit;
    this.albumAudit = new AlbumAudit(audit, expected);
    this.trackAudit = new TrackAudit(audit, expected);
    this.artists = artists;
  }

  void run() {
    String last = "";
    for (CleanAlbum album = in.albums().next(); album != null; album = in.albums().next()) {
      albumAudit.auditAlbum(album, last);
      last = album.albumId();
      reportStraysBefore(last);
      writeAlbum(album);
    }
    reportRemainingStrays();
    artists.forEach(
        artist -> out.artist(new DimArtist(artist.id(), artist.name(), artist.url(), late)));
  }

  private void writeAlbum(CleanAlbum album) {
    String id = album.albumId();
    late = album.isLateCapture();
    List<CleanAlbumArtist> credits = in.albumArtists().allOf(id);
    List<CleanTrack> tracks = in.tracks().allOf(id);
    List<CleanTrackArtist> trackCredits = in.trackArtists().allOf(id);
    List<Reject> rejects = in.rejects().allOf(id);
    albumAudit.auditCredits(album, credits, rejects);
    trackAudit.auditTracks(id, tracks, rejects);
    trackAudit.auditCredits(tracks, trackCredits, credits, rejects);
    out.album(ALBUMS.copy(album));
    out.release(RELEASES.copy(album));
    credits.forEach(this::writeAlbumArtist);
    tracks.forEach(track -> out.track(TRACKS.copy(track, late)));
    trackCredits.forEach(this::writeTrackArtist);
  }

  private void writeAlbumArtist(CleanAlbumArtist credit) {
    artists.add(
        new ArtistCredit(credit.artistId(), credit.artistName(), credit.artistSpotifyUrl()));
    out.albumArtist(ALBUM_ARTISTS.copy(credit));
  }

  private void writeTrackArtist(CleanTrackArtist credit) {
    artists.add(
        new ArtistCredit(credit.artistId(), credit.artistName(), credit.artistSpotifyUrl()));
    out.trackArtist(TRACK_ARTISTS.copy(credit));
  }

  /**
   * Reports rows that belong to no album. Rejects are ignored, because their albums may be
   * rejected.
   */
  private void reportStraysBefore(String album) {
    in.rejects().drainBefore(album, reject -> {});
    in.albumArtists().drainBefore(album, row -> reportStray(CleanAlbumArtist.TABLE, row.albumId()));
    in.tracks().drainBefore(album, row -> reportStray(CleanTrack.TABLE, row.albumId()));
    in.trackArtists().drainBefore(album, row -> reportStray(CleanTrackArtist.TABLE, row.albumId()));
  }

  private void reportRemainingStrays() {
    in.rejects().drainRemaining(reject -> {});
    in.albumArtists().drainRemaining(row -> reportStray(CleanAlbumArtist.TABLE, row.albumId()));
    in.tracks().drainRemaining(row -> reportStray(CleanTrack.TABLE, row.albumId()));
    in.trackArtists().drainRemaining(row -> reportStray(CleanTrackArtist.TABLE, row.albumId()));
  }

  private void reportStray(Table<?> table, String albumId) {
    audit.addViolation("rows of " + table + " refer to existing albums", albumId);
  }
}
