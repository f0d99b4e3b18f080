package pipeline.spotify.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.model.Track;

/**
 * The tracks of one album.
 *
 * @param total what the track page says; null where it does not say
 * @param tracks by position
 * @param reason why the album is gone or incomplete, in words; null where it is complete
 */
public record AlbumTracks(
    String albumId,
    @Nullable Integer total,
    List<Track> tracks,
    TrackListState state,
    @Nullable String reason) {

  public enum TrackListState {
    /** Every track that the page's total promises. */
    COMPLETE,
    /** Spotify no longer has the album: asked twice. */
    DELETED,
    /** Fewer tracks than promised, even after asking again. */
    INCOMPLETE
  }

  public AlbumTracks {
    tracks = List.copyOf(tracks);
  }
}
