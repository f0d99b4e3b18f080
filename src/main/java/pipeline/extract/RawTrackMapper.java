package pipeline.extract;

import java.time.Instant;
import java.util.List;
import pipeline.model.Track;
import pipeline.spotify.api.AlbumTracks;
import pipeline.tables.row.RawTrack;

/** A mapper from fetched tracks to rows of raw/tracks. */
final class RawTrackMapper {
  private RawTrackMapper() {}

  static List<RawTrack> toRows(AlbumTracks album, Instant observedAt) {
    return album.tracks().stream().map(track -> toRow(album, track, observedAt)).toList();
  }

  private static RawTrack toRow(AlbumTracks album, Track track, Instant observedAt) {
    return new RawTrack(
        album.albumId(),
        track.position(),
        album.total(),
        track.discNumber(),
        track.trackNumber(),
        track.id(),
        track.name(),
        track.durationMs(),
        track.explicit(),
        track.isLocal(),
        track.isPlayable(),
        track.url(),
        track.artists(),
        observedAt,
        track.extras(),
        album.details().upc(),
        album.details().label(),
        album.details().copyrightC(),
        album.details().copyrightP());
  }
}
