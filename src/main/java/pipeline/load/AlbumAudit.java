package pipeline.load;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.model.ReleaseDate;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.Reject;

/** What must hold of albums and their credits. */
final class AlbumAudit {
  private final AuditResult audit;
  private final AuditExpectations expected;

  AlbumAudit(AuditResult audit, AuditExpectations expected) {
    this.audit = audit;
    this.expected = expected;
  }

  /**
   * An album.
   *
   * @param last the id of the one before
   */
  void album(CleanAlbum album, String last) {
    String id = album.albumId();
    if (id.isBlank()) {
      audit.violation("every album has an id", "an album named \"" + album.albumName() + "\"");
    }
    if (id.equals(last)) {
      audit.violation("albums are unique", id);
    } else if (id.compareTo(last) < 0) {
      audit.violation("albums are in the order of their ids", id + " after " + last);
    }
    if (!expected.source().equals(album.source())
        || !Objects.equals(expected.late(), album.isLateCapture())) {
      audit.violation("albums are of the date's listing", id + " of " + album.source());
    }
    releaseDay(album);
  }

  private void releaseDay(CleanAlbum album) {
    LocalDate day = album.releaseDay();
    boolean isDay = "day".equals(album.releaseDatePrecision());
    if (day == null) {
      if (isDay) {
        audit.warning(
            "release dates that are no plausible day",
            album.albumId() + " of " + album.releaseDate());
      }
    } else if (!ReleaseDate.isPlausible(day, expected.ds())) {
      audit.violation("release days are plausible", album.albumId() + " of " + day);
    } else if (!isDay || !day.toString().equals(album.releaseDate())) {
      audit.violation(
          "release days are those of the release dates",
          album.albumId() + " of " + day + " and " + album.releaseDate());
    }
  }

  void credits(CleanAlbum album, List<CleanAlbumArtist> credits, List<Reject> rejects) {
    Set<String> artists = new HashSet<>();
    int last = -1;
    for (CleanAlbumArtist credit : credits) {
      int place = credit.artistPosition();
      if (place <= last) {
        audit.violation(
            place == last
                ? "artists of an album are unique by their place"
                : "artists of an album are in the order of their places",
            album.albumId() + "#" + place);
      }
      last = place;
      if (credit.artistId().isBlank()) {
        audit.violation("every artist has an id", album.albumId() + "#" + place);
      } else if (!artists.add(credit.artistId())) {
        audit.violation("an album names an artist once", album.albumId() + "#" + place);
      }
      if (!tellsOf(album, credit)) {
        audit.violation(
            "clean/album_artists tells of albums what clean/albums does",
            album.albumId() + "#" + place);
      }
    }
    primary(album, credits.isEmpty() ? null : credits.get(0).artistId());
    if (credits.isEmpty() && rejects.stream().noneMatch(r -> r.isOf(CleanAlbumArtist.TABLE))) {
      audit.violation("every album has an artist", album.albumId());
    }
  }

  private void primary(CleanAlbum album, @Nullable String first) {
    if (!Objects.equals(album.primaryArtistId(), first)) {
      audit.violation(
          "primary artists are the first of the credits",
          album.primaryArtistId() + " of " + album.albumId());
    }
  }

  private static boolean tellsOf(CleanAlbum album, CleanAlbumArtist credit) {
    return credit.albumName().equals(album.albumName())
        && Objects.equals(credit.releaseDate(), album.releaseDate())
        && Objects.equals(credit.albumSpotifyUrl(), album.albumUrl());
  }
}
