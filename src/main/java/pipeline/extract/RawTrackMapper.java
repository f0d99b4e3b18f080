package pipeline.extract;

import java.time.Instant;
import java.util.List;
import pipeline.model.Track;
import pipeline.spotify.api.AlbumTracks;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.RowBuilder;

/** A mapper from fetched tracks to rows of raw/tracks. */
final class RawTrackMapper {
  private RawTrackMapper() {}

  static List<RawTrack> toRows(AlbumTracks album, Instant observedAt) {
    return album.tracks().stream().map(track -> toRow(album, track, observedAt)).toList();
  }

  private static RawTrack toRow(AlbumTracks album, Track track, Instant observedAt) {
    return new RowBuilder<>(RawTrack.TABLE)
        .set("album_id", album.albumId())
        .set("position", track.position())
        .set("tracks_total", album.total())
        .set("disc_number", track.discNumber())
        .set("track_number", track.trackNumber())
        .set("track_id", track.id())
        .set("track_name", track.name())
        .set("duration_ms", track.durationMs())
        .set("track_url", track.url())
        .set("artists", track.artists())
        .set("observed_at", observedAt)
        .set("extras", track.extras())
        .setAll(track.columns())
        .setAll(album.columns())
        .build();
  }
}
