package pipeline.extract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.Track;
import pipeline.spotify.api.AlbumTracks;

/** Creates the tracks of an album that has one track. */
final class SingleTrack {
  private SingleTrack() {}

  static AlbumTracks create(String albumId) {
    return create(albumId, AlbumTracks.TrackListState.COMPLETE, null);
  }

  static AlbumTracks create(
      String albumId, AlbumTracks.TrackListState state, @Nullable String reason) {
    Track track =
        new Track(0, 1, 1, "id", "name", 1000, "url", List.of(), null, Map.of("explicit", false));
    return new AlbumTracks(albumId, Map.of(), 1, List.of(track), state, reason);
  }
}
