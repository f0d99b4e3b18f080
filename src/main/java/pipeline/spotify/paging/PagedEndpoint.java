package pipeline.spotify.paging;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.JsonClient;

/**
 * Rows of any kind that an endpoint gives page by page.
 *
 * @param kind what is asked for, as {@link RequestStats} counts it
 * @param parameters beside limit and offset
 * @param page finds the page in the answer
 * @param key what tells one row from another
 * @param threads to ask for several pages at a time
 */
public record PagedEndpoint<T>(
    JsonClient api,
    String kind,
    URI endpoint,
    Map<String, String> parameters,
    Function<JsonObject, @Nullable JsonElement> page,
    PageParser.ItemParser<T> row,
    Function<T, Object> key,
    Executor threads) {

  /**
   * @throws SpotifyException INCOMPLETE where something stays missing and a part is not allowed
   */
  public PagedResult<T> read(Paginator.PagingConfig config, boolean allowPartial) {
    var source = new PrefetchingPageSource<T>(offset -> slice(offset, config.limit()), threads);
    PaginationResult<T> result = new Paginator<>(source, key, config).read(null);
    if (result.shortfall() != null && !allowPartial) {
      throw new SpotifyException(
          SpotifyErrorKind.INCOMPLETE,
          "The list %s is not whole, though asked for again: %s. Run again later, or take what there is with --allow-partial."
              .formatted(endpoint.getPath(), result.shortfall()));
    }
    return new PagedResult<>(
        result.rows(), result.truncated(), result.nullItems(), result.shortfall());
  }

  private ResponsePage<T> slice(int offset, int limit) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("limit", Integer.toString(limit));
    all.put("offset", Integer.toString(offset));
    return PageParser.from(page.apply(api.get(kind, endpoint, all)))
        .slice(offset, limit, endpoint, row);
  }
}
