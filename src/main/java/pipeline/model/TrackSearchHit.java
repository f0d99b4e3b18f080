package pipeline.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A track that a search found.
 *
 * @param track its position is the one in the search
 * @param album that it is on; null where the answer names none
 */
public record TrackSearchHit(Track track, @Nullable Album album) {
  public TrackSearchHit {
    Objects.requireNonNull(track.id(), "id");
  }
}
