package pipeline.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a listing is to be taken.
 *
 * @param replace publish over a partition that would be kept
 * @param maxAlbums where a listing ends; null where the user did not say
 * @param maxSearchCalls for looking back, a year
 * @param watched whose releases are listed; empty for all
 */
public record ReleaseConfig(
    SourcePolicy source,
    LateDatePolicy late,
    boolean replace,
    @Nullable Integer maxAlbums,
    int maxSearchCalls,
    List<WatchedName> watched) {
  public ReleaseConfig {
    watched = List.copyOf(watched);
  }
}
