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
      audit.addViolation("every album has an id", "an album named \"" + album.albumName() + "\"");
    }
    if (id.equals(last)) {
      audit.addViolation("albums are unique", id);
    } else if (id.compareTo(last) < 0) {
      audit.addViolation("albums are sorted by id", id + " after " + last);
    }
    if (!expected.source().equals(album.source())
        || !Objects.equals(expected.late(), album.isLateCapture())) {
      audit.addViolation("albums belong to the date's listing", id + " of " + album.source());
    }
    auditReleaseDay(album);
  }

  private void auditReleaseDay(CleanAlbum album) {
    LocalDate day = album.releaseDay();
    boolean isDay = "day".equals(album.releaseDatePrecision());
    if (day == null) {
      if (isDay) {
        audit.addWarning(
            "implausible release dates", album.albumId() + " of " + album.releaseDate());
      }
    } else if (!ReleaseDate.isPlausible(day, expected.ds())) {
      audit.addViolation("release days are plausible", album.albumId() + " of " + day);
    } else if (!isDay || !day.toString().equals(album.releaseDate())) {
      audit.addViolation(
          "release days equal the release dates",
          album.albumId() + " of " + day + " and " + album.releaseDate());
    }
  }

  void auditCredits(CleanAlbum album, List<CleanAlbumArtist> credits, List<Reject> rejects) {
    Set<String> artists = new HashSet<>();
    int last = -1;
    for (CleanAlbumArtist credit : credits) {
      int position = credit.artistPosition();
      if (position <= last) {
        audit.addViolation(
            position == last
                ? "positions of an album's artists are unique"
                : "artists of an album are sorted by position",
            album.albumId() + "#" + position);
      }
      last = position;
      if (credit.artistId().isBlank()) {
        audit.addViolation("every artist has an id", album.albumId() + "#" + position);
      } else if (!artists.add(credit.artistId())) {
        audit.addViolation("an album credits an artist once", album.albumId() + "#" + position);
      }
      if (!isConsistent(album, credit)) {
        audit.addViolation(
            "clean/album_artists agrees with clean/albums", album.albumId() + "#" + position);
      }
    }
    audit.checkPrimaryArtist(
        album.albumId(),
        album.primaryArtistId(),
        credits.isEmpty() ? null : credits.get(0).artistId());
    if (credits.isEmpty()
        && rejects.stream().noneMatch(r -> RejectColumns.isOf(r, CleanAlbumArtist.TABLE))) {
      audit.addViolation("every album has an artist", album.albumId());
    }
  }

  private static boolean isConsistent(CleanAlbum album, CleanAlbumArtist credit) {
    return credit.albumName().equals(album.albumName())
        && Objects.equals(credit.releaseDate(), album.releaseDate())
        && Objects.equals(credit.albumSpotifyUrl(), album.albumUrl());
  }
}
