package pipeline.spotify.paging;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a listing page by page until it is whole, or says what it lacks. Pure over the function
 * that gives a page; what looks wrong is asked for again, a few times.
 *
 * @param source gives the page at an offset
 * @param key what tells one row from another
 * @param config what this listing promises
 */
public record Paginator<T>(PageSource<T> source, Function<T, Object> key, PagingConfig config) {
  /** A search that lists so many entries without a usable id is not read any further. */
  private static final int MAX_NULL_ITEMS = 50;

  public interface PageSource<T> {
    ResponsePage<T> page(int offset);

    /**
     * Tells which pages will be asked for, if all goes well: from an offset, step by step, to
     * before the end.
     */
    default void prefetch(int from, int end, int step) {}
  }

  /**
   * @param maxRows rows to read
   * @param limit rows asked for in a page
   * @param isTotalExact whether the listing's total is its number of rows
   * @param maxResultWindow offset + limit must not exceed it
   */
  public record PagingConfig(int maxRows, int limit, boolean isTotalExact, int maxResultWindow) {}

  private static final int MAX_PASSES = 3;
  private static final int MAX_PAGE_RETRIES = 2;

  /** A whole reading, or the best of three. */
  public PaginationResult<T> read(@Nullable ResponsePage<T> firstPage) {
    PaginationResult<T> best = readOnce(firstPage);
    for (int pass = 1; pass < MAX_PASSES && best.shortfall() != null; pass++) {
      PaginationResult<T> next = readOnce(null);
      if (next.shortfall() == null || next.size() >= best.size()) {
        best = next;
      }
    }
    return best;
  }

  /** One page, asked for again where it looks wrong. */
  public ResponsePage<T> page(int offset) {
    return refetchIfSuspect(source.page(offset), offset);
  }

  private ResponsePage<T> refetchIfSuspect(ResponsePage<T> first, int offset) {
    ResponsePage<T> best = first;
    for (int retry = 0; retry < retriesFor(best); retry++) {
      ResponsePage<T> other = source.page(offset);
      best = better(best, other);
    }
    return best;
  }

  /** Nulls or repetitions alone are asked for once more: they may well be what Spotify has. */
  private int retriesFor(ResponsePage<T> slice) {
    if (slice.isValid() && slice.size() == 0) {
      boolean inTheMiddle = slice.next() != null || (config.isTotalExact && slice.isBeforeTotal());
      return inTheMiddle
          ? MAX_PAGE_RETRIES
          : slice.requestedOffset() == 0 && !slice.hasZeroTotal() ? 1 : 0;
    }
    if (!slice.isValid() || (config.isTotalExact && slice.isShorterThanPromised())) {
      return MAX_PAGE_RETRIES;
    }
    return countDistinct(slice) < slice.size() || slice.isShorterThanPromised() ? 1 : 0;
  }

  private long countDistinct(ResponsePage<T> slice) {
    return keys(slice).stream().distinct().count();
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
    ResponsePage<T> first = firstPage == null ? page(0) : refetchIfSuspect(firstPage, 0);
    prefetchAfter(first);
    for (ResponsePage<T> slice = first; slice != null; slice = fetchNext(slice, result)) {
      accept(slice, result);
    }
    return result;
  }

  /**
   * Where pages are as long as asked for, the first tells of all others. A total that does not
   * count is at least a guess: with a cap it is seldom short of it, and one page too many takes no
   * longer.
   */
  public void prefetchAfter(ResponsePage<T> first) {
    Integer next = first.next();
    Integer total = first.total();
    boolean told = first.isValid() && next != null && total != null;
    if (told && next == first.requestedOffset() + first.limit()) {
      int last =
          Math.min(Math.min(total, config.maxRows), config.maxResultWindow - config.limit + 1);
      source.prefetch(next, last, config.limit);
    }
  }

  private void accept(ResponsePage<T> slice, PaginationResult<T> result) {
    if (!slice.isValid()) {
      result.markIncomplete(
          "the page at offset %d is none, or another".formatted(slice.requestedOffset()));
      return;
    }
    if (config.isTotalExact) {
      result.updateTotal(slice.total());
    } else {
      result.claim(slice.total());
    }
    boolean hasNewRows = result.add(slice, key);
    if (!hasNewRows && slice.usableCount() > 0 && slice.requestedOffset() > 0) {
      result.markIncomplete(
          "the page at offset %d repeats what came before".formatted(slice.requestedOffset()));
    }
    Integer total = result.total();
    if (total != null && result.seenCount() > total) {
      result.markIncomplete("it has more rows than its total of " + total);
    }
  }

  /** The page after this one; null at the end. */
  private @Nullable ResponsePage<T> fetchNext(ResponsePage<T> slice, PaginationResult<T> result) {
    if (result.shortfall() != null) {
      return null;
    }
    if (result.size() >= config.maxRows) {
      truncateAtLimit(slice, result);
      return null;
    }
    if (!config.isTotalExact && result.nullItems() >= Math.max(config.maxRows, MAX_NULL_ITEMS)) {
      result.truncate(config.maxRows);
      return null;
    }
    if (slice.next() != null && slice.next() + config.limit > config.maxResultWindow) {
      result.truncate(config.maxRows);
      return null;
    }
    if (slice.next() != null && slice.size() > 0) {
      return page(slice.next());
    }
    Integer total = result.total();
    return total == null ? fetchPastEnd(slice, result) : fetchUpToTotal(total, slice, result);
  }

  private void truncateAtLimit(ResponsePage<T> slice, PaginationResult<T> result) {
    Integer total = result.total();
    boolean hasMore = total != null && result.seenCount() < total;
    if (hasMore || slice.next() != null || result.size() > config.maxRows) {
      result.truncate(config.maxRows);
    }
  }

  private @Nullable ResponsePage<T> fetchUpToTotal(
      int total, ResponsePage<T> slice, PaginationResult<T> result) {
    if (result.seenCount() == total) {
      return null;
    }
    int offset = slice.requestedOffset() + slice.size();
    if (slice.size() > 0 && offset < total) {
      return page(offset);
    }
    result.markIncomplete("it has %d rows of a total of %d".formatted(result.size(), total));
    return null;
  }

  /**
   * Without a total that counts, the end is where all pages agree on the number of entries seen, or
   * where a look past the last page finds nothing new.
   */
  private @Nullable ResponsePage<T> fetchPastEnd(
      ResponsePage<T> slice, PaginationResult<T> result) {
    Integer next = slice.next();
    if (next == null && result.hasAllThatIsClaimed()) {
      return null;
    }
    int offset = next == null ? slice.requestedOffset() + slice.size() : next;
    boolean nothingBehind = next == null && slice.size() == 0;
    if (nothingBehind || offset + config.limit > config.maxResultWindow) {
      return null;
    }
    ResponsePage<T> nextPage = page(offset);
    if (!nextPage.isValid()) {
      return nextPage;
    }
    if (!result.hasNewRows(nextPage, key)) {
      return null;
    }
    if (slice.size() == 0) {
      result.markIncomplete(
          "the page at offset %d is empty, with more behind".formatted(slice.requestedOffset()));
      return null;
    }
    return nextPage;
  }

  private List<Object> keys(ResponsePage<T> slice) {
    return slice.items() == null
        ? List.of()
        : slice.items().stream().filter(Objects::nonNull).map(key).toList();
  }
}
