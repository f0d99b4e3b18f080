package pipeline.extract;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.AlbumListing;
import pipeline.spotify.api.SearchPage;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.tables.stage.ListingSource;

/** What Spotify lists as new now, from the source that the rules and the app allow. */
final class CurrentReleases {
  static final int DEFAULT_SEARCH_LIMIT = 100;

  private static final String NEW = "tag:new";
  private static final Logger LOG = LoggerFactory.getLogger("extract.releases");

  private final SpotifyApi spotify;
  private final CheckpointedSearch search;
  private final StateStore stateStore;
  private final ReleaseConfig config;
  private final @Nullable String market;

  CurrentReleases(
      SpotifyApi spotify,
      CheckpointedSearch search,
      StateStore stateStore,
      ReleaseConfig config,
      @Nullable String market) {
    this.spotify = spotify;
    this.search = search;
    this.stateStore = stateStore;
    this.config = config;
    this.market = market;
  }

  CapturedListing fetch() {
    return switch (config.source()) {
      case NEW_RELEASES -> newReleasesOrFail(" Give --source search.");
      case SEARCH -> search();
      case AUTO -> fetchPinnedSource();
    };
  }

  /** The source is decided once: a table whose meaning changes from day to day is of no use. */
  private CapturedListing fetchPinnedSource() {
    Optional<String> pinned = stateStore.find(StateStore.SOURCE);
    if (pinned.isEmpty()) {
      return decideSource();
    }
    if (pinned.get().equals(ListingSource.SEARCH_NEW.columnValue())) {
      return search();
    }
    return newReleasesOrFail(
        " This lake's listings came from new-releases until now, and a search lists other albums:"
            + " give --source search to go on with those.");
  }

  private CapturedListing newReleasesOrFail(String remedy) {
    try {
      return newReleases();
    } catch (SpotifyException refused) {
      if (!refused.isEndpointRefused()) {
        throw refused;
      }
      if (refused.kind() == SpotifyErrorKind.CLOSED) {
        checkThatSearchIsAnswered();
      }
      throw new SpotifyException(
          SpotifyErrorKind.FORBIDDEN, refused.getMessage() + remedy, refused);
    }
  }

  /**
   * Checks that the 429s are of new-releases alone: an app that is throttled everywhere has to
   * wait.
   */
  private void checkThatSearchIsAnswered() {
    try {
      SearchPage unused = spotify.searchPage(NEW, market, 0, 1);
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
          "This app may not read new-releases; listings of this lake come from a search. {}",
          refused.getMessage());
      captured = search();
    }
    stateStore.write(StateStore.SOURCE, captured.source().columnValue());
    return captured;
  }

  private CapturedListing newReleases() {
    int limit = config.maxAlbums() == null ? Integer.MAX_VALUE : config.maxAlbums();
    AlbumListing listing;
    try {
      listing = spotify.newReleases(limit);
    } catch (SpotifyException failure) {
      if (!failure.isMissing()) {
        throw failure;
      }
      listing = spotify.newReleases(limit); // what is decided by a 404 is decided for good
    }
    return capture(ListingSource.NEW_RELEASES, listing);
  }

  private CapturedListing search() {
    int limit = config.maxAlbums() == null ? DEFAULT_SEARCH_LIMIT : config.maxAlbums();
    AlbumListing listing = new ShardedSearch(search, limit).fetch(NEW, market);
    return capture(ListingSource.SEARCH_NEW, listing);
  }

  private CapturedListing capture(ListingSource source, AlbumListing listing) {
    return new CapturedListing(
        source,
        listing.albums(),
        listing.positions(),
        listing.truncated(),
        CapturedListing.nullItems(listing.nullItems()),
        listing.missing(),
        search.begun());
  }
}
