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
  static final int SEARCH_ALBUMS = 100;

  private static final String NEW = "tag:new";
  private static final Logger LOG = LoggerFactory.getLogger("extract.releases");

  private final SpotifyApi spotify;
  private final CheckpointedSearch search;
  private final StateStore facts;
  private final ReleaseConfig rules;
  private final @Nullable String market;

  CurrentReleases(
      SpotifyApi spotify,
      CheckpointedSearch search,
      StateStore facts,
      ReleaseConfig rules,
      @Nullable String market) {
    this.spotify = spotify;
    this.search = search;
    this.facts = facts;
    this.rules = rules;
    this.market = market;
  }

  CapturedListing take() {
    return switch (rules.source()) {
      case NEW_RELEASES -> newReleasesOr(" Give --source search.");
      case SEARCH -> search();
      case AUTO -> pinned();
    };
  }

  /** The source is decided once: a table whose meaning changes from day to day is of no use. */
  private CapturedListing pinned() {
    Optional<String> pinned = facts.find(StateStore.SOURCE);
    if (pinned.isEmpty()) {
      return decide();
    }
    if (pinned.get().equals(ListingSource.SEARCH_NEW.columnValue())) {
      return search();
    }
    return newReleasesOr(
        " This lake's listings came from new-releases until now, and a search lists other albums:"
            + " give --source search to go on with those.");
  }

  private CapturedListing newReleasesOr(String remedy) {
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

  private CapturedListing decide() {
    CapturedListing taken;
    try {
      taken = newReleases();
    } catch (SpotifyException refused) {
      if (!refused.isEndpointRefused()) {
        throw refused;
      }
      LOG.warn(
          "This app may not read new-releases; listings of this lake come from a search. {}",
          refused.getMessage());
      taken = search();
    }
    facts.write(StateStore.SOURCE, taken.source().columnValue());
    return taken;
  }

  private CapturedListing newReleases() {
    int most = rules.maxAlbums() == null ? Integer.MAX_VALUE : rules.maxAlbums();
    AlbumListing listing;
    try {
      listing = spotify.newReleases(most);
    } catch (SpotifyException failure) {
      if (!failure.isMissing()) {
        throw failure;
      }
      listing = spotify.newReleases(most); // what is decided by a 404 is decided for good
    }
    return taken(ListingSource.NEW_RELEASES, listing);
  }

  private CapturedListing search() {
    int most = rules.maxAlbums() == null ? SEARCH_ALBUMS : rules.maxAlbums();
    AlbumListing listing = new ShardedSearch(search, most).take(NEW, market);
    return taken(ListingSource.SEARCH_NEW, listing);
  }

  private CapturedListing taken(ListingSource source, AlbumListing listing) {
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
