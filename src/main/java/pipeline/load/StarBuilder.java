package pipeline.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pipeline.load.ArtistAggregator.ArtistCredit;
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
import pipeline.tables.row.Row;
import pipeline.tables.row.RowCopier;
import pipeline.tables.stage.AlbumCursor;

/**
 * A builder that audits the clean tables and creates the rows of the star, by a merge join in album
 * order. The builder holds one album in memory. The grouped artists can spill to disk.
 */
final class StarBuilder {
  private static final RowCopier<DimAlbum> ALBUMS = RowCopier.to(DimAlbum.TABLE);
  private static final RowCopier<FactRelease> RELEASES = RowCopier.to(FactRelease.TABLE);
  private static final RowCopier<DimTrack> TRACKS = RowCopier.to(DimTrack.TABLE, "is_late_capture");
  private static final RowCopier<BridgeAlbumArtist> ALBUM_ARTISTS =
      RowCopier.to(BridgeAlbumArtist.TABLE);
  private static final RowCopier<BridgeTrackArtist> TRACK_ARTISTS =
      RowCopier.to(BridgeTrackArtist.TABLE);

  /** The cursors of a date's clean tables. Each cursor returns its rows in album order. */
  record CleanCursors(
      AlbumCursor<CleanAlbum> albums,
      AlbumCursor<CleanAlbumArtist> albumArtists,
      AlbumCursor<CleanTrack> tracks,
      AlbumCursor<CleanTrackArtist> trackArtists,
      AlbumCursor<Reject> rejects) {}

  private final CleanCursors in;
  private final Consumer<Row> out;
  private final AuditResult audit;
  private final AlbumAudit albumAudit;
  private final TrackAudit trackAudit;
  private final ArtistAggregator artists;
  private final Map<String, Long> rejectCounts = new TreeMap<>();
  private @Nullable Boolean late;

  StarBuilder(
      CleanCursors in,
      Consumer<Row> out,
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

  /**
   * Writes all rows of the star.
   *
   * @return the number of rejects of each clean table, by table name
   */
  Map<String, Long> run() {
    String last = "";
    for (CleanAlbum album = in.albums().next(); album != null; album = in.albums().next()) {
      albumAudit.auditAlbum(album, last);
      last = album.albumId();
      reportStraysBefore(last);
      writeAlbum(album);
    }
    reportStraysBefore(null);
    artists.forEach(
        artist -> out.accept(new DimArtist(artist.id(), artist.name(), artist.url(), late)));
    return rejectCounts;
  }

  private void writeAlbum(CleanAlbum album) {
    String id = album.albumId();
    late = album.isLateCapture();
    List<CleanAlbumArtist> credits = in.albumArtists().allOf(id);
    List<CleanTrack> tracks = in.tracks().allOf(id);
    List<CleanTrackArtist> trackCredits = in.trackArtists().allOf(id);
    List<Reject> rejects = in.rejects().allOf(id);
    rejects.forEach(this::countReject);
    albumAudit.auditCredits(album, credits, rejects);
    trackAudit.auditTracks(id, tracks, rejects);
    trackAudit.auditCredits(tracks, trackCredits, credits, rejects);
    out.accept(ALBUMS.copy(album));
    out.accept(RELEASES.copy(album));
    credits.forEach(this::writeAlbumArtist);
    tracks.forEach(track -> out.accept(TRACKS.copy(track, late)));
    trackCredits.forEach(this::writeTrackArtist);
  }

  private void writeAlbumArtist(CleanAlbumArtist credit) {
    artists.add(
        new ArtistCredit(credit.artistId(), credit.artistName(), credit.artistSpotifyUrl()));
    out.accept(ALBUM_ARTISTS.copy(credit));
  }

  private void writeTrackArtist(CleanTrackArtist credit) {
    artists.add(
        new ArtistCredit(credit.artistId(), credit.artistName(), credit.artistSpotifyUrl()));
    out.accept(TRACK_ARTISTS.copy(credit));
  }

  /**
   * Reports rows that belong to no album. If such a row is a reject, it is only counted, because
   * its album can be a reject, too, or be missing in raw/releases.
   *
   * @param album the id of the next album; null at the end
   */
  private void reportStraysBefore(@Nullable String album) {
    in.rejects().drainBefore(album, this::countReject);
    in.albumArtists()
        .drainBefore(album, row -> audit.add(AuditRule.ALBUM_OF_CREDIT, row.albumId()));
    in.tracks().drainBefore(album, row -> audit.add(AuditRule.ALBUM_OF_TRACK, row.albumId()));
    in.trackArtists()
        .drainBefore(album, row -> audit.add(AuditRule.ALBUM_OF_TRACK_CREDIT, row.albumId()));
  }

  private void countReject(Reject reject) {
    rejectCounts.merge(reject.tableName(), 1L, Long::sum);
  }
}
