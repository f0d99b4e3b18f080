package pipeline.spotify.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.ColumnValues;
import pipeline.model.Track;

/**
 * The tracks of one album.
 *
 * @param columns the values of the columns of raw/tracks that describe the album, by column name; a
 *     column without a value is absent
 * @param total the number of tracks that Spotify states, or null if it states none
 * @param tracks the tracks in the order of their positions
 * @param reason why the album is deleted or incomplete; null if it is complete
 */
public record AlbumTracks(
    String albumId,
    Map<String, @Nullable Object> columns,
    @Nullable Integer total,
    List<Track> tracks,
    TrackListState state,
    @Nullable String reason) {

  /** The completeness of a list of tracks. */
  public enum TrackListState {
    /** All tracks were read. */
    COMPLETE,
    /** Spotify answered twice that the album does not exist. */
    DELETED,
    /** Tracks are missing after all retries. */
    INCOMPLETE
  }

  public AlbumTracks {
    columns = ColumnValues.copyOf(columns);
    tracks = List.copyOf(tracks);
  }
}
