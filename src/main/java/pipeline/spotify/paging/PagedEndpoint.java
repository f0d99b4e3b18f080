package pipeline.spotify.paging;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.JsonClient;

/**
 * An endpoint that returns a list page by page.
 *
 * @param kind the kind of request in {@link RequestStats}; the page size is stored under this name
 * @param uri the URL without parameters
 * @param parameters all parameters except {@code limit} and {@code offset}
 * @param field the field of the response that contains the page object; null if the response is
 *     itself the page object
 * @param mayBeClosed whether the endpoint is closed to some apps, so that the request for the first
 *     page can fail with CLOSED
 * @param key a function that returns the identity of an item
 * @param isTotalExact true if the {@code total} of a page is the number of entries; false if it is
 *     an estimate
 * @param maxResultWindow the largest sum of offset and limit to request
 */
public record PagedEndpoint<T>(
    PagingContext context,
    String kind,
    URI uri,
    Map<String, String> parameters,
    @Nullable String field,
    boolean mayBeClosed,
    PageParser.ItemParser<T> parser,
    Function<T, Object> key,
    boolean isTotalExact,
    int maxResultWindow) {

  /**
   * Returns the items of the list. Uses the largest page size that Spotify accepts.
   *
   * @param maxItems the largest number of items to return, at least 1
   * @throws SpotifyException INCOMPLETE if items are missing after all retries and incomplete data
   *     is not allowed
   */
  public PagedResult<T> list(int maxItems) {
    if (maxItems < 1) {
      throw new IllegalArgumentException("maxItems must be at least 1: " + maxItems);
    }
    PaginationResult<T> result =
        context
            .sizes()
            .fetchWithLargestPage(kind, maxItems, limit -> paginator(maxItems, limit).read(null));
    String shortfall = result.shortfall();
    if (shortfall != null && !context.allowPartial()) {
      throw incomplete(shortfall, "retry later, or use --allow-partial");
    }
    return new PagedResult<>(
        result.items(),
        result.positions(),
        result.truncated(),
        !result.truncated() && result.isEstimateConfirmed(),
        result.nullItems(),
        shortfall);
  }

  /**
   * Returns the items of one page. The result is truncated if the page has a {@code next} link.
   *
   * @throws SpotifyException INCOMPLETE if no attempt returns a valid page
   */
  public PagedResult<T> page(int offset, int limit) {
    if (offset < 0 || limit < 1 || offset + limit > maxResultWindow) {
      throw new IllegalArgumentException("invalid page: offset " + offset + ", limit " + limit);
    }
    ResponsePage<T> page = paginator(maxResultWindow, limit).page(offset);
    if (!page.isValid()) {
      throw incomplete(
          "the page at offset %d is missing or invalid".formatted(offset), "retry later");
    }
    return PagedResult.merged(page.usableItems(), page.next() != null, page.nullItems(), null);
  }

  /** Returns a paginator that prefetches pages. */
  public Paginator<T> paginator(int maxItems, int limit) {
    return new Paginator<>(
        new PrefetchingPageSource<>(offset -> request(offset, limit), context.threads()),
        key,
        new Paginator.PagingConfig(maxItems, limit, isTotalExact, maxResultWindow));
  }

  private ResponsePage<T> request(int offset, int limit) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("limit", Integer.toString(limit));
    all.put("offset", Integer.toString(offset));
    return PageParser.parse(find(all, offset), offset, limit, uri, parser);
  }

  /**
   * Returns the page object; null if Spotify answers 404 for a page after the first one. If Spotify
   * answers 404 for the first page, requests it once more, because a single 404 can be wrong.
   */
  private @Nullable JsonElement find(Map<String, String> all, int offset) {
    if (offset == 0) {
      return JsonClient.repeatIfMissing(() -> send(all, offset));
    }
    try {
      return send(all, offset);
    } catch (SpotifyException failure) {
      if (failure.isMissing()) {
        return null;
      }
      throw failure;
    }
  }

  private @Nullable JsonElement send(Map<String, String> all, int offset) {
    JsonClient api = context.api();
    JsonObject response =
        mayBeClosed && offset == 0 ? api.getUnlessClosed(kind, uri, all) : api.get(kind, uri, all);
    return field == null ? response : response.get(field);
  }

  private SpotifyException incomplete(String problem, String remedy) {
    return new SpotifyException(
        SpotifyErrorKind.INCOMPLETE,
        "incomplete list: %s (%s); %s".formatted(uri.getPath(), problem, remedy));
  }
}
