package pipeline.spotify.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.model.AlbumDetails;
import pipeline.model.Track;

/**
 * The tracks of one album.
 *
 * @param details the facts that Spotify returns together with the tracks
 * @param total the number of tracks that Spotify states, or null if it states none
 * @param tracks the tracks in the order of their positions
 * @param reason why the album is deleted or incomplete; null if it is complete
 */
public record AlbumTracks(
    String albumId,
    AlbumDetails details,
    @Nullable Integer total,
    List<Track> tracks,
    TrackListState state,
    @Nullable String reason) {

  /** The completeness of a list of tracks. */
  public enum TrackListState {
    /** All tracks were read. */
    COMPLETE,
    /** Spotify answered 404 twice. */
    DELETED,
    /** Tracks are missing after all retries. */
    INCOMPLETE
  }

  public AlbumTracks {
    tracks = List.copyOf(tracks);
  }
}
