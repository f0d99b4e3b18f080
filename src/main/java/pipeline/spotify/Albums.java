package pipeline.spotify;

import com.google.gson.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.spotify.SpotifyException.Kind;

/** Listings of albums: new releases, and what a search finds. */
final class Albums {
  private static final String NEW_RELEASES = "new-releases";

  /** Spotify's own bound on offset + limit of a search. */
  static final int SEARCH_REACH = 1000;

  private final JsonApi api;
  private final PageSizes sizes;
  private final Executor threads;
  private final boolean allowPartial;

  Albums(JsonApi api, PageSizes sizes, Executor threads, boolean allowPartial) {
    this.api = api;
    this.sizes = sizes;
    this.threads = threads;
    this.allowPartial = allowPartial;
  }

  Listing newReleases(int most) {
    URI endpoint = api.endpoint("/browse/new-releases");
    return sizes.largest(
        NEW_RELEASES,
        limit -> {
          var rules = new Pages.Rules(atLeastOne(most), limit, true, Integer.MAX_VALUE);
          return listing(endpoint, pages(rules, at -> newReleases(endpoint, at, limit)));
        });
  }

  /** Of an app that got the first page, it is no refusal that a later one is not there. */
  private Slice<Album> newReleases(URI endpoint, int offset, int limit) {
    try {
      return slice(NEW_RELEASES, endpoint, Map.of(), offset, limit);
    } catch (SpotifyException failure) {
      if (failure.isMissing() && offset > 0) {
        return new Slice<>(offset, limit, null, null, null, null);
      }
      throw failure;
    }
  }

  Listing search(String query, @Nullable String market, int most) {
    URI endpoint = api.endpoint("/search");
    Map<String, String> parameters = parameters(query, market);
    return sizes.largest(
        PageSizes.SEARCH,
        most,
        limit -> {
          var rules = new Pages.Rules(atLeastOne(most), limit, false, SEARCH_REACH);
          return listing(
              endpoint,
              pages(rules, at -> slice(PageSizes.SEARCH, endpoint, parameters, at, limit)));
        });
  }

  Page searchPage(String query, @Nullable String market, int offset, int limit) {
    if (offset < 0 || limit < 1 || offset + limit > SEARCH_REACH) {
      throw new IllegalArgumentException("no such page: offset " + offset + ", limit " + limit);
    }
    URI endpoint = api.endpoint("/search");
    Map<String, String> parameters = parameters(query, market);
    var rules = new Pages.Rules(SEARCH_REACH, limit, false, SEARCH_REACH);
    Slice<Album> slice =
        pages(rules, at -> slice(PageSizes.SEARCH, endpoint, parameters, at, limit)).page(offset);
    List<@Nullable Album> items = slice.items();
    if (items == null || slice.misplaced()) {
      throw incomplete(endpoint, "the page at offset " + offset + " is none, or another");
    }
    List<Album> albums = items.stream().filter(Objects::nonNull).toList();
    return new Page(albums, slice.next() != null, items.size() - albums.size());
  }

  private Pages<Album> pages(Pages.Rules rules, Pages.Source<Album> source) {
    return new Pages<>(new PagesAhead<>(source, threads), Album::id, rules);
  }

  private Slice<Album> slice(
      String kind, URI endpoint, Map<String, String> parameters, int offset, int limit) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("limit", Integer.toString(limit));
    all.put("offset", Integer.toString(offset));
    boolean mayBeClosed = kind.equals(NEW_RELEASES) && offset == 0;
    JsonObject answer =
        mayBeClosed ? api.getUnlessClosed(kind, endpoint, all) : api.get(kind, endpoint, all);
    WirePage page = WirePage.of(answer.get("albums"));
    return page.slice(offset, limit, endpoint, (entry, position) -> WireAlbum.of(entry));
  }

  private Listing listing(URI endpoint, Pages<Album> pages) {
    Reading<Album> reading = pages.read(null);
    if (reading.shortfall() != null && !allowPartial) {
      throw incomplete(endpoint, reading.shortfall());
    }
    return new Listing(
        reading.rows(),
        reading.positions(),
        reading.truncated(),
        !reading.truncated() && reading.hasAllThatIsClaimed(),
        reading.nullItems(),
        reading.shortfall());
  }

  private static SpotifyException incomplete(URI endpoint, String why) {
    return new SpotifyException(
        Kind.INCOMPLETE,
        "The listing %s is not whole, though asked for again: %s. Run again later, or publish what"
                .formatted(endpoint.getPath(), why)
            + " there is with --allow-partial.");
  }

  private static Map<String, String> parameters(String query, @Nullable String market) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", query);
    parameters.put("type", "album");
    if (market != null) {
      parameters.put("market", market);
    }
    return parameters;
  }

  private static int atLeastOne(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one album: " + most);
    }
    return most;
  }
}
