package pipeline.spotify.paging;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list page by page, and reports what is missing. Requests a suspicious page up to two more
 * times, and reads an incomplete list up to two more times. A page is suspicious if it is invalid,
 * unexpectedly short or empty, or has null or repeated entries.
 *
 * @param key a function that returns the identity of an item
 */
public record Paginator<T>(PageSource<T> source, Function<T, Object> key, PagingConfig config) {
  private static final int MAX_READS = 3;
  private static final int MAX_PAGE_RETRIES = 2;

  /**
   * The number of unusable entries after which a search ends. If {@code maxItems} is larger, the
   * search ends after {@code maxItems} such entries.
   */
  private static final int MAX_NULL_ITEMS = 50;

  /** A source of pages. */
  public interface PageSource<T> {
    ResponsePage<T> page(int offset);

    /**
     * Announces that the pages from one offset up to another will probably be requested.
     *
     * @param from the offset of the first announced page
     * @param end all announced pages begin before this offset
     * @param step the difference between the offsets of consecutive pages
     */
    default void prefetch(int from, int end, int step) {}
  }

  /**
   * The limits of one list.
   *
   * @param maxItems the largest number of items to return
   * @param limit the number of entries to request per page
   * @param isTotalExact true if the {@code total} of a page is the number of entries in the list;
   *     false if it is an estimate
   * @param maxResultWindow the largest sum of offset and limit in a request
   */
  public record PagingConfig(int maxItems, int limit, boolean isTotalExact, int maxResultWindow) {}

  /**
   * Returns the first complete result of at most three reads. If all results are incomplete,
   * returns the result with the most items. If several results have equally many items, returns the
   * last of these results.
   *
   * @param firstPage the first page of the first read, or null if it must be requested
   */
  public PaginationResult<T> read(@Nullable ResponsePage<T> firstPage) {
    PaginationResult<T> best = readOnce(firstPage);
    for (int reads = 1; reads < MAX_READS && best.shortfall() != null; reads++) {
      PaginationResult<T> next = readOnce(null);
      if (next.shortfall() == null || next.size() >= best.size()) {
        best = next;
      }
    }
    return best;
  }

  /**
   * Returns one page. If the page is suspicious, requests it again and returns the best response.
   */
  public ResponsePage<T> page(int offset) {
    return refetchIfSuspicious(source.page(offset));
  }

  private ResponsePage<T> refetchIfSuspicious(ResponsePage<T> first) {
    ResponsePage<T> best = first;
    for (int retry = 0; retry < maxRetries(best); retry++) {
      best = better(best, source.page(first.requestedOffset()));
    }
    return best;
  }

  /**
   * Returns the maximum number of further requests for a page: 0 if the page is not suspicious, 2
   * if the page is certainly wrong. Returns 1 if a suspicious page can be correct. For example, a
   * list can really contain null or repeated entries, and an estimated total can be wrong.
   */
  private int maxRetries(ResponsePage<T> page) {
    boolean isShort = page.isShorterThanPromised();
    boolean isEmpty = page.size() == 0;
    if (!page.isValid() || (config.isTotalExact && isShort) || (isEmpty && page.next() != null)) {
      return MAX_PAGE_RETRIES;
    }
    boolean isSuspicious =
        isEmpty
            ? page.requestedOffset() == 0 && !page.hasZeroTotal()
            : isShort || countDistinct(page) < page.size();
    return isSuspicious ? 1 : 0;
  }

  private long countDistinct(ResponsePage<T> page) {
    return page.usableItems().stream().map(key).distinct().count();
  }

  private ResponsePage<T> better(ResponsePage<T> one, ResponsePage<T> other) {
    if (one.isValid() != other.isValid()) {
      return one.isValid() ? one : other;
    }
    if (countDistinct(one) != countDistinct(other)) {
      return countDistinct(one) > countDistinct(other) ? one : other;
    }
    return other.next() == null ? one : other;
  }

  private PaginationResult<T> readOnce(@Nullable ResponsePage<T> firstPage) {
    PaginationResult<T> result = new PaginationResult<>();
    ResponsePage<T> first = firstPage == null ? page(0) : refetchIfSuspicious(firstPage);
    prefetchAfter(first);
    for (ResponsePage<T> page = first; page != null; page = fetchNext(page, result)) {
      accept(page, result);
    }
    return result;
  }

  /**
   * Announces the pages after the first one to the source, up to the stated total. Announces none
   * if Spotify has not accepted the requested page size for the first page. An estimated total is
   * sufficient, because it is seldom too small, and a request for an unnecessary page causes no
   * delay.
   */
  public void prefetchAfter(ResponsePage<T> first) {
    Integer next = first.next();
    Integer total = first.total();
    if (first.isValid()
        && next != null
        && total != null
        && next == first.requestedOffset() + first.limit()) {
      int end =
          Math.min(Math.min(total, config.maxItems), config.maxResultWindow - config.limit + 1);
      source.prefetch(next, end, config.limit);
    }
  }

  private void accept(ResponsePage<T> page, PaginationResult<T> result) {
    int offset = page.requestedOffset();
    if (!page.isValid()) {
      result.markIncomplete("the page at offset %d is missing or invalid".formatted(offset));
      return;
    }
    if (config.isTotalExact) {
      result.updateTotal(page.total());
    } else {
      result.updateEstimate(page.total());
    }
    boolean hasNewItems = result.add(page, key);
    if (!hasNewItems && offset > 0 && !page.usableItems().isEmpty()) {
      result.markIncomplete("the page at offset %d repeats earlier items".formatted(offset));
    }
    Integer total = result.total();
    if (total != null && result.entryCount() > total) {
      result.markIncomplete("the list has more entries than its total of %d".formatted(total));
    }
  }

  /** Returns the next page; null if the read has ended. */
  private @Nullable ResponsePage<T> fetchNext(ResponsePage<T> page, PaginationResult<T> result) {
    if (result.shortfall() != null) {
      return null;
    }
    Integer next = page.next();
    Integer total = result.total();
    if (result.size() >= config.maxItems) {
      boolean hasMore = total != null && result.entryCount() < total;
      if (hasMore || next != null || result.size() > config.maxItems) {
        result.truncate(config.maxItems);
      }
      return null;
    }
    boolean hasTooManyNulls =
        !config.isTotalExact && result.nullItems() >= Math.max(config.maxItems, MAX_NULL_ITEMS);
    if (hasTooManyNulls || (next != null && isOutsideWindow(next))) {
      result.truncate(config.maxItems);
      return null;
    }
    if (next != null && page.size() > 0) {
      return page(next);
    }
    return total == null ? fetchPastEnd(page, result) : fetchUpToTotal(total, page, result);
  }

  private boolean isOutsideWindow(int offset) {
    return offset + config.limit > config.maxResultWindow;
  }

  private @Nullable ResponsePage<T> fetchUpToTotal(
      int total, ResponsePage<T> page, PaginationResult<T> result) {
    if (result.entryCount() == total) {
      return null;
    }
    int offset = page.requestedOffset() + page.size();
    if (page.size() > 0 && offset < total) {
      return page(offset);
    }
    result.markIncomplete(
        "the list has %d different items of a total of %d".formatted(result.size(), total));
    return null;
  }

  /**
   * Returns the next page of a list without an exact total; null if the list has ended or is
   * incomplete. Without a {@code next} link, the list has ended if the page is empty, or if all
   * pages have the same total and this total equals the number of entries read. With or without a
   * link, the list has also ended if the next page has no new item, or if it would exceed {@code
   * maxResultWindow}.
   */
  private @Nullable ResponsePage<T> fetchPastEnd(ResponsePage<T> page, PaginationResult<T> result) {
    Integer next = page.next();
    if (next == null && (result.isEstimateConfirmed() || page.size() == 0)) {
      return null;
    }
    int offset = next == null ? page.requestedOffset() + page.size() : next;
    if (isOutsideWindow(offset)) {
      return null;
    }
    ResponsePage<T> nextPage = page(offset);
    if (!nextPage.isValid()) {
      return nextPage;
    }
    if (!result.hasNewItems(nextPage, key)) {
      return null;
    }
    if (page.size() == 0) {
      result.markIncomplete(
          "the page at offset %d is empty, but a later page is not"
              .formatted(page.requestedOffset()));
      return null;
    }
    return nextPage;
  }
}
