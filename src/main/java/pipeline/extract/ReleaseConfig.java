package pipeline.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of extract-releases.
 *
 * @param replace rebuild the partition even if an existing one would be left unchanged
 * @param maxAlbums the largest number of albums in the listing; null for the default of the source
 * @param maxSearchCalls the number of API calls for the historical search of one year
 * @param watched the artists and labels to list; empty for all
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
