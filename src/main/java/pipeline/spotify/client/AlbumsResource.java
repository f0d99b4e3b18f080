package pipeline.spotify.client;

import com.google.gson.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.spotify.api.AlbumListing;
import pipeline.spotify.api.SearchPage;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.paging.PageParser;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.paging.PaginationResult;
import pipeline.spotify.paging.Paginator;
import pipeline.spotify.paging.PrefetchingPageSource;
import pipeline.spotify.paging.ResponsePage;

/** Listings of albums: new releases, and what a search finds. */
final class AlbumsResource {
  private static final String NEW_RELEASES = "new-releases";

  /** Spotify's own bound on offset + limit of a search. */
  static final int MAX_RESULT_WINDOW = 1000;

  private final JsonClient api;
  private final PageSizeNegotiator sizes;
  private final Executor threads;
  private final boolean allowPartial;

  AlbumsResource(JsonClient api, PageSizeNegotiator sizes, Executor threads, boolean allowPartial) {
    this.api = api;
    this.sizes = sizes;
    this.threads = threads;
    this.allowPartial = allowPartial;
  }

  AlbumListing newReleases(int maxAlbums) {
    URI endpoint = api.endpoint("/browse/new-releases");
    return sizes.fetchWithLargestPage(
        NEW_RELEASES,
        limit -> {
          var config =
              new Paginator.PagingConfig(
                  requirePositive(maxAlbums), limit, true, Integer.MAX_VALUE);
          return readListing(endpoint, pages(config, at -> newReleases(endpoint, at, limit)));
        });
  }

  /** Of an app that got the first page, it is no refusal that a later one is not there. */
  private ResponsePage<Album> newReleases(URI endpoint, int offset, int limit) {
    try {
      return slice(NEW_RELEASES, endpoint, Map.of(), offset, limit);
    } catch (SpotifyException failure) {
      if (failure.isMissing() && offset > 0) {
        return new ResponsePage<>(offset, limit, null, null, null, null);
      }
      throw failure;
    }
  }

  AlbumListing search(String query, @Nullable String market, int maxAlbums) {
    URI endpoint = api.endpoint("/search");
    Map<String, String> parameters = parameters(query, market);
    return sizes.fetchWithLargestPage(
        PageSizeNegotiator.SEARCH,
        maxAlbums,
        limit -> {
          var config =
              new Paginator.PagingConfig(
                  requirePositive(maxAlbums), limit, false, MAX_RESULT_WINDOW);
          return readListing(
              endpoint,
              pages(
                  config, at -> slice(PageSizeNegotiator.SEARCH, endpoint, parameters, at, limit)));
        });
  }

  SearchPage searchPage(String query, @Nullable String market, int offset, int limit) {
    if (offset < 0 || limit < 1 || offset + limit > MAX_RESULT_WINDOW) {
      throw new IllegalArgumentException("no such page: offset " + offset + ", limit " + limit);
    }
    URI endpoint = api.endpoint("/search");
    Map<String, String> parameters = parameters(query, market);
    var config = new Paginator.PagingConfig(MAX_RESULT_WINDOW, limit, false, MAX_RESULT_WINDOW);
    ResponsePage<Album> slice =
        pages(config, at -> slice(PageSizeNegotiator.SEARCH, endpoint, parameters, at, limit))
            .page(offset);
    List<@Nullable Album> items = slice.items();
    if (items == null || slice.isMisplaced()) {
      throw incomplete(endpoint, "the page at offset " + offset + " is none, or another");
    }
    List<Album> albums = items.stream().filter(Objects::nonNull).toList();
    return new SearchPage(albums, slice.next() != null, items.size() - albums.size());
  }

  private Paginator<Album> pages(
      Paginator.PagingConfig config, Paginator.PageSource<Album> source) {
    return new Paginator<>(new PrefetchingPageSource<>(source, threads), Album::id, config);
  }

  private ResponsePage<Album> slice(
      String kind, URI endpoint, Map<String, String> parameters, int offset, int limit) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("limit", Integer.toString(limit));
    all.put("offset", Integer.toString(offset));
    boolean mayBeClosed = kind.equals(NEW_RELEASES) && offset == 0;
    JsonObject answer =
        mayBeClosed ? api.getUnlessClosed(kind, endpoint, all) : api.get(kind, endpoint, all);
    PageParser page = PageParser.from(answer.get("albums"));
    return page.slice(offset, limit, endpoint, (entry, position) -> AlbumParser.parse(entry));
  }

  private AlbumListing readListing(URI endpoint, Paginator<Album> pages) {
    PaginationResult<Album> result = pages.read(null);
    if (result.shortfall() != null && !allowPartial) {
      throw incomplete(endpoint, result.shortfall());
    }
    return new AlbumListing(
        result.rows(),
        result.positions(),
        result.truncated(),
        !result.truncated() && result.hasAllThatIsClaimed(),
        result.nullItems(),
        result.shortfall());
  }

  private static SpotifyException incomplete(URI endpoint, String problem) {
    return new SpotifyException(
        SpotifyErrorKind.INCOMPLETE,
        "The listing %s is not whole, though asked for again: %s. Run again later, or publish what"
                .formatted(endpoint.getPath(), problem)
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

  private static int requirePositive(int maxAlbums) {
    if (maxAlbums < 1) {
      throw new IllegalArgumentException("at least one album: " + maxAlbums);
    }
    return maxAlbums;
  }
}
