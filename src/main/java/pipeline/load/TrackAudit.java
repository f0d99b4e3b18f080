package pipeline.load;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.tables.row.ArtistRole;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.Reject;
import pipeline.tables.row.RejectColumns;

/** Audits of the tracks of an album and their credits. */
record TrackAudit(AuditResult audit, AuditExpectations expected) {
  void auditTracks(String album, List<CleanTrack> tracks, List<Reject> rejects) {
    Set<String> ids = new HashSet<>();
    int last = -1;
    for (CleanTrack track : tracks) {
      if (track.position() == last || !ids.add(track.trackId())) {
        audit.add(AuditRule.UNIQUE_TRACKS, key(track));
      } else if (track.position() < last) {
        audit.add(AuditRule.TRACK_ORDER, key(track) + " after " + last);
      }
      last = track.position();
      auditTrack(track);
    }
    List<Reject> rejected =
        rejects.stream().filter(r -> RejectColumns.isOf(r, CleanTrack.TABLE)).toList();
    int count = tracks.size() + rejected.size();
    auditCompleteness(album, count, total(tracks, rejected, count));
  }

  private void auditTrack(CleanTrack track) {
    if (track.trackId().isBlank()) {
      audit.add(AuditRule.TRACK_ID, key(track));
    }
    if (track.durationMs() != null && track.durationMs() < 0) {
      audit.add(AuditRule.DURATION, key(track) + " with duration_ms " + track.durationMs());
    }
    if (track.position() < 0
        || (track.tracksTotal() != null && track.position() >= track.tracksTotal())) {
      audit.add(AuditRule.POSITION, key(track) + " with tracks_total " + track.tracksTotal());
    }
  }

  /**
   * Returns the number of tracks that the rows of an album state; null if no row states it. If the
   * tracks state different numbers, returns a number that differs from {@code count}, so that the
   * audit reports the album. Uses the rejects only if no track states a number.
   */
  private static @Nullable Integer total(
      List<CleanTrack> tracks, List<Reject> rejected, int count) {
    Integer total = null;
    for (CleanTrack track : tracks) {
      if (track.tracksTotal() != null && (total == null || total == count)) {
        total = track.tracksTotal();
      }
    }
    for (int i = 0; total == null && i < rejected.size(); i++) {
      total = RejectColumns.tracksTotal(rejected.get(i));
    }
    return total;
  }

  private void auditCompleteness(String album, int count, @Nullable Integer total) {
    String counts =
        album + " has " + (count == 0 ? "none" : count) + (total == null ? "" : " of " + total);
    if (count == 0 && expected.deleted().contains(album)) {
      audit.add(AuditRule.NO_TRACKS, album);
    } else if (expected.missing().contains(album)) {
      audit.add(AuditRule.MISSING_TRACKS, counts);
    } else if (count == 0 || (total != null && total != count)) {
      audit.add(AuditRule.ALL_TRACKS, counts);
    }
  }

  /**
   * Audits the credits of an album's tracks, by a merge join on the position.
   *
   * @param albumCredits the credits of the album, which determine the roles of the track credits
   */
  void auditCredits(
      List<CleanTrack> tracks,
      List<CleanTrackArtist> credits,
      List<CleanAlbumArtist> albumCredits,
      List<Reject> rejects) {
    Set<String> albumArtists = new HashSet<>();
    albumCredits.forEach(credit -> albumArtists.add(credit.artistId()));
    Set<String> seen = new HashSet<>();
    int next = 0;
    for (CleanTrack track : tracks) {
      while (next < credits.size() && credits.get(next).position() < track.position()) {
        reportStray(credits.get(next++));
      }
      seen.clear();
      int first = next;
      for (; next < credits.size() && credits.get(next).position() == track.position(); next++) {
        CleanTrackArtist credit = credits.get(next);
        auditCredit(credit, track, next == first ? null : credits.get(next - 1), seen);
        auditRole(credit, albumArtists);
      }
      auditPrimaryArtist(track, first == next ? null : credits.get(first).artistId(), rejects);
    }
    for (; next < credits.size(); next++) {
      reportStray(credits.get(next));
    }
  }

  private void reportStray(CleanTrackArtist credit) {
    audit.add(AuditRule.TRACK_OF_CREDIT, key(credit));
  }

  private void auditCredit(
      CleanTrackArtist credit,
      CleanTrack track,
      @Nullable CleanTrackArtist before,
      Set<String> seen) {
    if (!credit.trackId().equals(track.trackId())) {
      reportStray(credit);
    }
    int last = before == null ? -1 : before.artistPosition();
    if (credit.artistPosition() <= last) {
      audit.add(
          credit.artistPosition() == last
              ? AuditRule.UNIQUE_TRACK_CREDITS
              : AuditRule.TRACK_CREDIT_ORDER,
          key(credit));
    }
    if (credit.artistId().isBlank()) {
      audit.add(AuditRule.ARTIST_ID, CleanTrackArtist.TABLE, key(credit));
    } else if (!seen.add(credit.artistId())) {
      audit.add(AuditRule.TRACK_CREDITS_ONCE, key(credit));
    }
  }

  private void auditRole(CleanTrackArtist credit, Set<String> albumArtists) {
    String role = ArtistRole.from(albumArtists.contains(credit.artistId()));
    if (!credit.role().equals(role)) {
      audit.add(AuditRule.ROLE, key(credit));
    }
  }

  private void auditPrimaryArtist(CleanTrack track, @Nullable String first, List<Reject> rejects) {
    audit.checkPrimaryArtist(CleanTrack.TABLE, key(track), track.primaryArtistId(), first);
    if (first == null && rejects.stream().noneMatch(reject -> isCreditReject(reject, key(track)))) {
      audit.add(AuditRule.TRACK_ARTIST, key(track));
    }
  }

  private static boolean isCreditReject(Reject reject, String track) {
    return RejectColumns.isOf(reject, CleanTrackArtist.TABLE)
        && (reject.rowKey().equals(track) || reject.rowKey().startsWith(track + "#"));
  }

  private static String key(CleanTrack track) {
    return RejectColumns.trackKey(track.albumId(), track.position());
  }

  private static String key(CleanTrackArtist credit) {
    return RejectColumns.trackKey(credit.albumId(), credit.position())
        + "#"
        + credit.artistPosition();
  }
}
