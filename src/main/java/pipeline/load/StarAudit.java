package pipeline.load;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Table;
import pipeline.tables.CleanAlbum;
import pipeline.tables.CleanAlbumArtist;
import pipeline.tables.CleanTrack;
import pipeline.tables.CleanTrackArtist;
import pipeline.tables.Reject;

/**
 * What must hold within one date before its star is published. Everything is asked album by album.
 */
final class StarAudit {
  private static final LocalDate FIRST_RECORDING = LocalDate.of(1860, 1, 1);
  private static final int YEARS_AHEAD = 2;

  private final Audit audit;
  private final LocalDate ds;
  private final Set<String> gone;
  private final Set<String> missing;

  /**
   * @param gone ids of albums that Spotify has no tracks of, as raw/tracks noted
   * @param missing ids of albums whose tracks could not be had in full, as raw/tracks noted
   */
  StarAudit(Audit audit, LocalDate ds, Set<String> gone, Set<String> missing) {
    this.audit = audit;
    this.ds = ds;
    this.gone = gone;
    this.missing = missing;
  }

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
    LocalDate day = album.releaseDay();
    if (day != null && (day.isBefore(FIRST_RECORDING) || day.isAfter(ds.plusYears(YEARS_AHEAD)))) {
      audit.violation("release days are plausible", id + " of " + day);
    }
  }

  void albumArtists(CleanAlbum album, List<CleanAlbumArtist> credits) {
    Set<Integer> places = new HashSet<>();
    Set<String> artists = new HashSet<>();
    for (CleanAlbumArtist credit : credits) {
      if (!places.add(credit.artistPosition())) {
        audit.violation(
            "artists of an album are unique by their place",
            credit.albumId() + "#" + credit.artistPosition());
      }
      artists.add(credit.artistId());
      artist(credit.artistId(), credit.albumId());
    }
    primary(album.primaryArtistId(), artists, album.albumId());
  }

  private void primary(@Nullable String primary, Set<String> artists, String where) {
    if (primary != null && !artists.contains(primary)) {
      audit.violation("primary artists are among the credits", primary + " of " + where);
    }
  }

  void tracks(CleanAlbum album, List<CleanTrack> tracks, List<Reject> rejects) {
    Set<String> ids = new HashSet<>();
    int last = -1;
    for (CleanTrack track : tracks) {
      String key = Reject.trackKey(track.albumId(), track.position());
      if (track.position() == last || !ids.add(track.trackId())) {
        audit.violation("tracks of an album are unique", key);
      } else if (track.position() < last) {
        audit.violation("tracks are in the order of their positions", key + " after " + last);
      }
      last = track.position();
      if (track.trackId().isBlank()) {
        audit.violation("every track has an id", key);
      }
    }
    long rejected = rejects.stream().filter(StarAudit::isTrack).count();
    long count = tracks.size() + rejected;
    complete(album.albumId(), count, total(tracks, count));
  }

  private static boolean isTrack(Reject reject) {
    return reject.tableName().equals(CleanTrack.TABLE.qualifiedName());
  }

  /** What a track says of its album's number of tracks: where they differ, one that is wrong. */
  private static @Nullable Integer total(List<CleanTrack> tracks, long count) {
    Integer total = null;
    for (CleanTrack track : tracks) {
      if (track.tracksTotal() != null && (total == null || total == count)) {
        total = track.tracksTotal();
      }
    }
    return total;
  }

  private void complete(String album, long count, @Nullable Integer total) {
    if (count == 0 && gone.contains(album)) {
      audit.warning("albums that Spotify has no tracks of", album);
    } else if (missing.contains(album)) {
      audit.warning("albums that lack tracks", album + " has " + count + " of " + total);
    } else if (count == 0) {
      audit.violation("every album has its tracks", album + " has none");
    } else if (total != null && total != count) {
      audit.violation("every album has its tracks", album + " has " + count + " of " + total);
    }
  }

  void trackArtists(List<CleanTrack> tracks, List<CleanTrackArtist> credits) {
    Map<Integer, Set<String>> artists = new HashMap<>();
    Map<Integer, String> ids = new HashMap<>();
    tracks.forEach(track -> ids.put(track.position(), track.trackId()));
    Set<String> places = new HashSet<>();
    for (CleanTrackArtist credit : credits) {
      String key =
          Reject.trackKey(credit.albumId(), credit.position()) + "#" + credit.artistPosition();
      if (!credit.trackId().equals(ids.get(credit.position()))) {
        audit.violation("artists refer to tracks that are there", key);
      }
      if (!places.add(key)) {
        audit.violation("artists of a track are unique by their place", key);
      }
      if (credit.role().isBlank()) {
        audit.violation("every artist of a track has a role", key);
      }
      artists.computeIfAbsent(credit.position(), p -> new HashSet<>()).add(credit.artistId());
      artist(credit.artistId(), key);
    }
    for (CleanTrack track : tracks) {
      primary(
          track.primaryArtistId(),
          artists.getOrDefault(track.position(), Set.of()),
          Reject.trackKey(track.albumId(), track.position()));
    }
  }

  private void artist(String id, String where) {
    if (id.isBlank()) {
      audit.violation("every artist has an id", where);
    }
  }

  void stray(Table<?> table, String albumId) {
    audit.violation("rows of " + table + " refer to albums that are there", albumId);
  }
}
