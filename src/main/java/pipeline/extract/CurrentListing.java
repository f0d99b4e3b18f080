package pipeline.extract;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.Facts;
import pipeline.spotify.Listing;
import pipeline.spotify.Page;
import pipeline.spotify.SpotifyApi;
import pipeline.spotify.SpotifyException;
import pipeline.spotify.SpotifyException.Kind;
import pipeline.tables.ListingSource;

/** What Spotify lists as new now, from the source that the rules and the app allow. */
final class CurrentListing {
  static final int SEARCH_ALBUMS = 100;

  private static final String NEW = "tag:new";
  private static final Logger LOG = LoggerFactory.getLogger("extract.releases");

  private final SpotifyApi spotify;
  private final CheckpointedSearch search;
  private final Facts facts;
  private final ReleaseRules rules;
  private final @Nullable String market;

  CurrentListing(
      SpotifyApi spotify,
      CheckpointedSearch search,
      Facts facts,
      ReleaseRules rules,
      @Nullable String market) {
    this.spotify = spotify;
    this.search = search;
    this.facts = facts;
    this.rules = rules;
    this.market = market;
  }

  Taken take() {
    return switch (rules.source()) {
      case NEW_RELEASES -> newReleasesOr(" Give --source search.");
      case SEARCH -> search();
      case AUTO -> pinned();
    };
  }

  /** The source is decided once: a table whose meaning changes from day to day is of no use. */
  private Taken pinned() {
    Optional<String> pinned = facts.read(Facts.SOURCE);
    if (pinned.isEmpty()) {
      return decide();
    }
    if (pinned.get().equals(ListingSource.SEARCH_NEW.column())) {
      return search();
    }
    return newReleasesOr(
        " This lake's listings came from new-releases until now, and a search lists other albums:"
            + " give --source search to go on with those.");
  }

  private Taken newReleasesOr(String remedy) {
    try {
      return newReleases();
    } catch (SpotifyException refused) {
      if (!refused.isEndpointRefused()) {
        throw refused;
      }
      if (refused.kind() == Kind.CLOSED) {
        checkThatSearchIsAnswered();
      }
      throw new SpotifyException(Kind.FORBIDDEN, refused.getMessage() + remedy, refused);
    }
  }

  /**
   * Checks that the 429s are of new-releases alone: an app that is throttled everywhere has to
   * wait.
   */
  private void checkThatSearchIsAnswered() {
    try {
      Page unused = spotify.searchPage(NEW, market, 0, 1);
    } catch (SpotifyException failure) {
      if (failure.kind() == Kind.RATE_LIMITED) {
        throw failure;
      }
    }
  }

  private Taken decide() {
    Taken taken;
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
    facts.write(Facts.SOURCE, taken.source().column());
    return taken;
  }

  private Taken newReleases() {
    int most = rules.maxAlbums() == null ? Integer.MAX_VALUE : rules.maxAlbums();
    Listing listing;
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

  private Taken search() {
    int most = rules.maxAlbums() == null ? SEARCH_ALBUMS : rules.maxAlbums();
    Listing listing = new SearchListing(search, most).take(NEW, market);
    return taken(ListingSource.SEARCH_NEW, listing);
  }

  private Taken taken(ListingSource source, Listing listing) {
    return new Taken(
        source,
        listing.albums(),
        listing.positions(),
        listing.truncated(),
        Taken.nullItems(listing.nullItems()),
        listing.missing(),
        search.begun());
  }
}
