package pipeline.load;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import pipeline.model.ReleaseDate;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.Reject;
import pipeline.tables.row.RejectColumns;

/** Audits of albums and their credits. */
record AlbumAudit(AuditResult audit, AuditExpectations expected) {
  /**
   * Audits an album.
   *
   * @param last the id of the previous album; "" for the first album
   */
  void auditAlbum(CleanAlbum album, String last) {
    String id = album.albumId();
    if (id.isBlank()) {
      audit.add(AuditRule.ALBUM_ID, "an album named \"" + album.albumName() + "\"");
    }
    if (id.equals(last)) {
      audit.add(AuditRule.UNIQUE_ALBUMS, id);
    } else if (id.compareTo(last) < 0) {
      audit.add(AuditRule.ALBUM_ORDER, id + " after " + last);
    }
    if (!expected.source().equals(album.source())
        || !Objects.equals(expected.late(), album.isLateCapture())) {
      audit.add(
          AuditRule.LISTING,
          "%s with source %s and is_late_capture %s"
              .formatted(id, album.source(), album.isLateCapture()));
    }
    auditReleaseDay(album);
  }

  private void auditReleaseDay(CleanAlbum album) {
    LocalDate day = album.releaseDay();
    boolean isDay = "day".equals(album.releaseDatePrecision());
    if (day == null) {
      if (isDay) {
        audit.add(AuditRule.PLAUSIBLE_DATE, album.albumId() + " of " + album.releaseDate());
      }
    } else if (!ReleaseDate.isPlausible(day, expected.ds())) {
      audit.add(AuditRule.PLAUSIBLE_DAY, album.albumId() + " of " + day);
    } else if (!isDay || !day.toString().equals(album.releaseDate())) {
      audit.add(
          AuditRule.EQUAL_DAY,
          "%s with release_day %s and release_date %s (precision %s)"
              .formatted(album.albumId(), day, album.releaseDate(), album.releaseDatePrecision()));
    }
  }

  void auditCredits(CleanAlbum album, List<CleanAlbumArtist> credits, List<Reject> rejects) {
    Set<String> artists = new HashSet<>();
    int last = -1;
    for (CleanAlbumArtist credit : credits) {
      int position = credit.artistPosition();
      if (position <= last) {
        audit.add(
            position == last ? AuditRule.UNIQUE_ALBUM_CREDITS : AuditRule.ALBUM_CREDIT_ORDER,
            album.albumId() + "#" + position);
      }
      last = position;
      if (credit.artistId().isBlank()) {
        audit.add(AuditRule.ARTIST_ID, CleanAlbumArtist.TABLE, album.albumId() + "#" + position);
      } else if (!artists.add(credit.artistId())) {
        audit.add(AuditRule.ALBUM_CREDITS_ONCE, album.albumId() + "#" + position);
      }
      if (!isConsistent(album, credit)) {
        audit.add(AuditRule.EQUAL_ALBUM, album.albumId() + "#" + position);
      }
    }
    audit.checkPrimaryArtist(
        CleanAlbum.TABLE,
        album.albumId(),
        album.primaryArtistId(),
        credits.isEmpty() ? null : credits.get(0).artistId());
    if (credits.isEmpty()
        && rejects.stream().noneMatch(r -> RejectColumns.isOf(r, CleanAlbumArtist.TABLE))) {
      audit.add(AuditRule.ALBUM_ARTIST, album.albumId());
    }
  }

  private static boolean isConsistent(CleanAlbum album, CleanAlbumArtist credit) {
    return credit.albumName().equals(album.albumName())
        && Objects.equals(credit.releaseDate(), album.releaseDate())
        && Objects.equals(credit.albumSpotifyUrl(), album.albumUrl());
  }
}
