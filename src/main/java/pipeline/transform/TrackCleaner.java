package pipeline.transform;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pipeline.model.Artist;
import pipeline.tables.row.ArtistRole;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.row.Row;
import pipeline.tables.row.RowCopier;

/**
 * A cleaner of the tracks of one album. The cleaner writes clean/tracks and clean/track_artists.
 */
final class TrackCleaner {
  private static final RowCopier<CleanTrack> COPIER =
      RowCopier.to(CleanTrack.TABLE, "primary_artist_id").convertingTexts(UnicodeTrim::strip);

  private final Consumer<Row> out;
  private final Consumer<Reject> rejects;
  private final Set<String> albumArtists = new HashSet<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private int lastPosition = -1;

  TrackCleaner(RawRelease album, Consumer<Row> out, Consumer<Reject> rejects) {
    this.out = out;
    this.rejects = rejects;
    for (Artist artist : album.artists()) {
      String id = UnicodeTrim.strip(artist.id());
      if (id != null) {
        albumArtists.add(id);
      }
    }
  }

  void clean(RawTrack raw) {
    String id = UnicodeTrim.strip(raw.trackId());
    String name = UnicodeTrim.strip(raw.trackName());
    String reason = rejectReason(raw, id, name);
    if (id == null || name == null || reason != null) {
      rejects.accept(RejectFactory.track(raw, String.valueOf(reason)));
      return;
    }
    lastPosition = raw.position();
    seen.put(id, raw.position());
    out.accept(COPIER.copy(raw, CreditCleaner.primaryArtistId(raw.artists())));
    CreditCleaner.clean(
        raw.artists(),
        raw.extras(),
        (position, artistId, artistName, url) ->
            out.accept(
                new CleanTrackArtist(
                    raw.albumId(),
                    raw.position(),
                    id,
                    artistId,
                    artistName,
                    url,
                    position,
                    ArtistRole.from(albumArtists.contains(artistId)))),
        (position, rejection) ->
            rejects.accept(RejectFactory.trackArtist(raw, position, rejection)));
  }

  private @Nullable String rejectReason(RawTrack raw, @Nullable String id, @Nullable String name) {
    if (raw.position() == lastPosition) {
      return "repeats position " + lastPosition;
    }
    if (id == null || id.isEmpty()) {
      return Boolean.TRUE.equals(raw.isLocal())
          ? "$.id is missing: a local file"
          : "$.id is missing or not a string";
    }
    if (seen.containsKey(id)) {
      return "repeats the track of position " + seen.get(id);
    }
    if (name == null) {
      return "$.name is missing or not a string";
    }
    return raw.durationMs() != null && raw.durationMs() < 0
        ? "$.duration_ms is " + raw.durationMs() + ", which is negative"
        : null;
  }
}
