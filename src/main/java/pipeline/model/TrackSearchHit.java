package pipeline.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A track in the results of a search.
 *
 * @param track the track; its position is the position in the results, not in the album
 * @param album the album of the track; null if the response has none
 */
public record TrackSearchHit(Track track, @Nullable Album album) {
  public TrackSearchHit {
    Objects.requireNonNull(track.id(), "id");
  }
}
