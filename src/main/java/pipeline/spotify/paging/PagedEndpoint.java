package pipeline.spotify.paging;

import com.google.gson.JsonElement;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;

/**
 * A list that an endpoint returns page by page.
 *
 * @param kind the kind of request, as {@link RequestStats} counts it; the largest page that the app
 *     may request is stored under this name
 * @param uri the address without parameters
 * @param parameters all parameters except {@code limit} and {@code offset}
 * @param key identifies an item
 * @param isTotalExact whether the list's {@code total} is its number of entries, not an estimate
 * @param maxResultWindow the largest sum of offset and limit
 */
public record PagedEndpoint<T>(
    PagingContext context,
    String kind,
    URI uri,
    Map<String, String> parameters,
    PageRequester request,
    PageParser.ItemParser<T> parser,
    Function<T, Object> key,
    boolean isTotalExact,
    int maxResultWindow) {

  /** Requests one page. */
  public interface PageRequester {
    /**
     * Returns the page object of the response; null if there is none.
     *
     * @param offset the value of {@code offset} in the parameters
     */
    @Nullable JsonElement send(URI uri, Map<String, String> parameters, int offset);
  }

  /**
   * Returns the items, in the largest pages that the app may request.
   *
   * @param maxItems the largest number of items to return, at least 1
   * @throws SpotifyException INCOMPLETE if items stay missing and incomplete data is not allowed
   */
  public PagedResult<T> list(int maxItems) {
    if (maxItems < 1) {
      throw new IllegalArgumentException("at least one item: " + maxItems);
    }
    PaginationResult<T> result =
        context
            .sizes()
            .fetchWithLargestPage(kind, maxItems, limit -> paginator(maxItems, limit).read(null));
    if (result.shortfall() != null && !context.allowPartial()) {
      throw incomplete(result.shortfall() + "; retry later, or use --allow-partial");
    }
    return new PagedResult<>(
        result.items(),
        result.positions(),
        result.truncated(),
        !result.truncated() && result.isEstimateConfirmed(),
        result.nullItems(),
        result.shortfall());
  }

  /**
   * Returns the items of one page, truncated if Spotify names a next page.
   *
   * @throws SpotifyException INCOMPLETE if the response stays without a usable page
   */
  public PagedResult<T> page(int offset, int limit) {
    if (offset < 0 || limit < 1 || offset + limit > maxResultWindow) {
      throw new IllegalArgumentException("no such page: offset " + offset + ", limit " + limit);
    }
    ResponsePage<T> page = paginator(maxResultWindow, limit).page(offset);
    if (!page.isValid()) {
      throw incomplete("the page at offset %d is missing or wrong; retry later".formatted(offset));
    }
    return PagedResult.merged(page.usableItems(), page.next() != null, page.nullItems(), null);
  }

  /** Returns a paginator of the list that fetches pages ahead. */
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
    return PageParser.parse(send(all, offset), offset, limit, uri, parser);
  }

  /**
   * Returns the page; null if it is missing although the first page exists. A first page that seems
   * to be missing is requested once more, because a single 404 proves nothing.
   */
  private @Nullable JsonElement send(Map<String, String> all, int offset) {
    try {
      return request.send(uri, all, offset);
    } catch (SpotifyException failure) {
      if (!failure.isMissing()) {
        throw failure;
      }
      return offset > 0 ? null : request.send(uri, all, offset);
    }
  }

  private SpotifyException incomplete(String problem) {
    return new SpotifyException(
        SpotifyErrorKind.INCOMPLETE, "incomplete list: " + uri.getPath() + ", " + problem);
  }
}
