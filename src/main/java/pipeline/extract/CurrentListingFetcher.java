package pipeline.extract;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.tables.stage.ListingSource;

/**
 * A fetcher of the current listing of new releases, from the configured source.
 *
 * @param pinned returns the source that is stored for the lake; empty if none is stored
 */
record CurrentListingFetcher(
    SpotifyApi spotify,
    CheckpointedSearch search,
    StateStore stateStore,
    Supplier<Optional<String>> pinned,
    ReleaseConfig config,
    @Nullable String market) {
  static final int DEFAULT_SEARCH_LIMIT = 100;

  private static final String NEW = "tag:new";
  private static final Logger LOG = LoggerFactory.getLogger("extract.releases");

  CapturedListing fetch() {
    return switch (config.source()) {
      case NEW_RELEASES -> newReleasesOrFail("use --source search");
      case SEARCH -> searchNew();
      case AUTO -> fetchPinnedSource();
    };
  }

  /**
   * Fetches the listing from the source that is stored for the lake. If no source is stored,
   * selects one and stores it. All dates of a lake use the same source, because listings of
   * different sources differ.
   */
  private CapturedListing fetchPinnedSource() {
    Optional<String> source = pinned.get();
    if (source.isEmpty()) {
      return decideSource();
    }
    if (source.get().equals(ListingSource.SEARCH_NEW.columnValue())) {
      return searchNew();
    }
    return newReleasesOrFail(
        "to use the search, which returns other albums than the earlier listings of this lake, add"
            + " --source search to each run");
  }

  private CapturedListing newReleasesOrFail(String remedy) {
    try {
      return newReleases();
    } catch (SpotifyException refused) {
      if (!refused.isEndpointRefused()) {
        throw refused;
      }
      if (refused.kind() == SpotifyErrorKind.CLOSED) {
        checkSearchIsNotThrottled();
      }
      throw new SpotifyException(
          SpotifyErrorKind.FORBIDDEN,
          "new-releases is forbidden for this app: %s; %s"
              .formatted(String.valueOf(refused.getMessage()).replaceFirst("\\.$", ""), remedy),
          refused);
    }
  }

  /**
   * Sends a search request after new-releases was rate-limited. If the search request is also
   * rate-limited, throws the exception of this request, because Spotify limits the whole app and
   * not only new-releases.
   */
  private void checkSearchIsNotThrottled() {
    try {
      PagedResult<Album> unused = spotify.searchPage(NEW, market, 0, 1);
    } catch (SpotifyException failure) {
      if (failure.kind() == SpotifyErrorKind.RATE_LIMITED) {
        throw failure;
      }
    }
  }

  private CapturedListing decideSource() {
    CapturedListing captured;
    try {
      captured = newReleases();
    } catch (SpotifyException refused) {
      if (!refused.isEndpointRefused()) {
        throw refused;
      }
      LOG.warn(
          "This lake now uses the search source; new-releases is forbidden for this app: {}",
          refused.getMessage());
      captured = searchNew();
    }
    stateStore.write(StateStore.SOURCE, captured.source().columnValue());
    return captured;
  }

  private CapturedListing newReleases() {
    int maxAlbums = Objects.requireNonNullElse(config.maxAlbums(), Integer.MAX_VALUE);
    return capture(ListingSource.NEW_RELEASES, spotify.newReleases(maxAlbums));
  }

  private CapturedListing searchNew() {
    int maxAlbums = Objects.requireNonNullElse(config.maxAlbums(), DEFAULT_SEARCH_LIMIT);
    return capture(
        ListingSource.SEARCH_NEW, new ShardedSearch(search, maxAlbums).fetch(NEW, market));
  }

  private CapturedListing capture(ListingSource source, PagedResult<Album> listing) {
    return new CapturedListing(source, listing, List.of(), search.oldestQueryTime());
  }
}
