package pipeline.extract;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The settings of extract-releases.
 *
 * @param replace whether to rebuild a partition that would otherwise be left unchanged
 * @param maxAlbums the maximum number of albums in the listing; null for the default of the source
 * @param maxSearchCalls the maximum number of API calls for the historical search of one year
 * @param watched the artists and labels whose albums are listed; empty to list all albums
 */
public record ReleaseConfig(
    SourcePolicy source,
    LateDatePolicy late,
    boolean replace,
    @Nullable Integer maxAlbums,
    int maxSearchCalls,
    List<WatchedName> watched) {
  /** The configured source of a listing. */
  public enum SourcePolicy {
    /**
     * The new-releases endpoint, or the search if the app is not allowed to use that endpoint. The
     * source that the first run chooses is stored for the lake and the app, and later runs use the
     * same source.
     */
    AUTO,
    NEW_RELEASES,
    SEARCH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A policy for historical dates without a partition. */
  public enum LateDatePolicy {
    /** Run a historical search, whose result is a sample. */
    SEARCH,
    FAIL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ReleaseConfig {
    watched = List.copyOf(watched);
  }
}
