package pipeline.extract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.extract.SearchPageCache.PagePosition;
import pipeline.lake.store.LakeException;
import pipeline.model.Album;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyException;
import pipeline.tables.stage.ListingSource;

/**
 * The search for the albums of a historical date. The queries find albums of the date's year. Of
 * these, the albums that were released on the date are selected. The queries, offsets and page size
 * are the same for all dates of a year, so all of these dates can use the same stored pages.
 */
record HistoricalSearch(
    LazySpotify spotify,
    SearchPageCache pageCache,
    LocalDate ds,
    @Nullable String market,
    int maxCalls,
    Instant now) {
  /** A page size that every app may request. */
  private static final int PAGE_SIZE = 10;

  private static final int MAX_RESULT_WINDOW = 1000;
  private static final int PAGES_PER_FILE = 10;
  private static final String CALLS = "calls";
  private static final String NEXT_QUERY = "next_query";
  private static final String NEXT_OFFSET = "next_offset";

  static boolean isReleasedOn(LocalDate ds, Album album) {
    return ds.toString().equals(album.releaseDate()) && "day".equals(album.releaseDatePrecision());
  }

  CapturedListing search() {
    Map<String, Album> found = new LinkedHashMap<>();
    Instant observedAt = now;
    int calls = 0;
    int nullItems = 0;
    List<String> queries = queries();
    PagePosition position = PagePosition.START;
    while (calls < maxCalls && position.query() < queries.size()) {
      PagePosition start = position;
      int maxPages = Math.min(PAGES_PER_FILE, maxCalls - calls);
      SearchCheckpoint pages =
          pageCache.find(start).orElseGet(() -> fetch(queries, start, maxPages));
      pages.result().items().stream()
          .filter(album -> isReleasedOn(ds, album))
          .forEach(album -> found.putIfAbsent(album.id(), album));
      observedAt = pages.fetchedAt().isBefore(observedAt) ? pages.fetchedAt() : observedAt;
      calls += pages.number(CALLS);
      nullItems += pages.result().nullItems();
      position = new PagePosition(pages.number(NEXT_QUERY), pages.number(NEXT_OFFSET));
    }
    boolean truncated = position.query() < queries.size();
    return new CapturedListing(
        ListingSource.SEARCH_BY_DATE,
        PagedResult.merged(found.values(), truncated, nullItems, null),
        List.of(),
        observedAt);
  }

  /** Returns the query for the year, followed by the queries of {@link ShardedSearch#shards}. */
  private List<String> queries() {
    String year = "year:" + ds.getYear();
    return Stream.concat(Stream.of(year), ShardedSearch.shards(year).stream()).toList();
  }

  /**
   * Fetches and stores pages, starting at a position. If a request fails, stores the pages that
   * were fetched before it, and throws the failure.
   *
   * @param maxPages the maximum number of pages
   */
  private SearchCheckpoint fetch(List<String> queries, PagePosition start, int maxPages) {
    List<Album> albums = new ArrayList<>();
    PagePosition position = start;
    int calls = 0;
    int nullItems = 0;
    SpotifyException failure = null;
    while (failure == null && calls < maxPages && position.query() < queries.size()) {
      try {
        String query = queries.get(position.query());
        PagedResult<Album> page =
            spotify.get().searchPage(query, market, position.offset(), PAGE_SIZE);
        calls++;
        albums.addAll(page.items());
        nullItems += page.nullItems();
        position = next(position, page.truncated());
      } catch (SpotifyException failed) {
        failure = failed;
      }
    }
    SearchCheckpoint pages = toCheckpoint(albums, calls, nullItems, position, now);
    if (failure == null) {
      pageCache.save(start, pages);
      return pages;
    }
    if (calls > 0) {
      saveAfter(failure, start, pages);
    }
    throw failure;
  }

  /**
   * Creates a checkpoint of consecutive pages.
   *
   * @param calls the number of pages
   * @param next the position after the last page
   */
  static SearchCheckpoint toCheckpoint(
      List<Album> albums, int calls, int nullItems, PagePosition next, Instant fetchedAt) {
    Map<String, String> entries =
        Map.of(
            CALLS,
            Integer.toString(calls),
            NEXT_QUERY,
            Integer.toString(next.query()),
            NEXT_OFFSET,
            Integer.toString(next.offset()));
    return new SearchCheckpoint(
        PagedResult.merged(albums, false, nullItems, null), fetchedAt, entries);
  }

  private void saveAfter(SpotifyException failure, PagePosition start, SearchCheckpoint pages) {
    try {
      pageCache.save(start, pages);
    } catch (LakeException second) {
      failure.addSuppressed(second);
    }
  }

  private static PagePosition next(PagePosition position, boolean hasNext) {
    int offset = position.offset() + PAGE_SIZE;
    return hasNext && offset < MAX_RESULT_WINDOW
        ? new PagePosition(position.query(), offset)
        : new PagePosition(position.query() + 1, 0);
  }
}
