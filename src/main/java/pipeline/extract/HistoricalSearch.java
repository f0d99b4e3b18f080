package pipeline.extract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeException;
import pipeline.model.Album;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.SearchPage;
import pipeline.spotify.api.SpotifyException;
import pipeline.tables.stage.ListingSource;

/**
 * A date that has passed, looked for by searching its year: albums whose release date is that date.
 * The year has one fixed sequence of queries, offsets and page size, so every date of the year
 * filters the same pages; pages that were fetched for another date are not fetched again.
 */
final class HistoricalSearch {
  /** What every app may ask for. */
  private static final int PAGE_SIZE = 10;

  private static final int MAX_RESULT_WINDOW = 1000;
  private static final int CALLS_PER_BLOCK = 10;

  private final LazySpotify spotify;
  private final SearchPageCache pageCache;
  private final LocalDate ds;
  private final @Nullable String market;
  private final int maxCalls;
  private final Instant now;
  private final List<String> queries;

  HistoricalSearch(
      LazySpotify spotify,
      SearchPageCache pageCache,
      LocalDate ds,
      @Nullable String market,
      int maxCalls,
      Instant now) {
    this.spotify = spotify;
    this.pageCache = pageCache;
    this.ds = ds;
    this.market = market;
    this.maxCalls = maxCalls;
    this.now = now;
    this.queries = queries(ds.getYear());
  }

  /** The whole year first, then its parts. */
  private static List<String> queries(int year) {
    List<String> queries = new ArrayList<>();
    queries.add("year:" + year);
    queries.addAll(QueryShards.from("year:" + year));
    return queries;
  }

  static boolean isReleasedOn(LocalDate ds, Album album) {
    return ds.toString().equals(album.releaseDate()) && "day".equals(album.releaseDatePrecision());
  }

  CapturedListing search() {
    Map<String, Album> found = new LinkedHashMap<>();
    Instant observedAt = now;
    int nullItems = 0;
    SearchPageCache.PagePosition position = SearchPageCache.PagePosition.START;
    for (int calls = 0; calls < maxCalls && position.query() < queries.size(); ) {
      SearchPageCache.CachedPages block = findOrFetch(position, maxCalls - calls);
      for (Album album : block.albums()) {
        if (isReleasedOn(ds, album)) {
          found.putIfAbsent(album.id(), album);
        }
      }
      observedAt = block.fetchedAt().isBefore(observedAt) ? block.fetchedAt() : observedAt;
      calls += block.calls();
      nullItems += block.nullItems();
      position = block.next();
    }
    return new CapturedListing(
        ListingSource.SEARCH_BY_DATE,
        List.copyOf(found.values()),
        List.of(),
        position.query() < queries.size(),
        CapturedListing.nullItems(nullItems),
        null,
        observedAt);
  }

  private SearchPageCache.CachedPages findOrFetch(
      SearchPageCache.PagePosition position, int callsLeft) {
    return pageCache
        .find(position)
        .orElseGet(() -> fetch(position, Math.min(CALLS_PER_BLOCK, callsLeft)));
  }

  /** What was fetched before a failure is kept, too. */
  private SearchPageCache.CachedPages fetch(SearchPageCache.PagePosition start, int callLimit) {
    List<Album> albums = new ArrayList<>();
    SearchPageCache.PagePosition position = start;
    int calls = 0;
    int nullItems = 0;
    try {
      while (calls < callLimit && position.query() < queries.size()) {
        SearchPage page =
            spotify
                .get()
                .searchPage(queries.get(position.query()), market, position.offset(), PAGE_SIZE);
        calls++;
        albums.addAll(page.albums());
        nullItems += page.nullItems();
        position = next(position, page.hasNext());
      }
    } catch (SpotifyException failed) {
      SearchPageCache.CachedPages partial =
          new SearchPageCache.CachedPages(albums, calls, nullItems, position, now);
      saveAfterFailure(failed, start, partial);
      throw failed;
    }
    SearchPageCache.CachedPages block =
        new SearchPageCache.CachedPages(albums, calls, nullItems, position, now);
    pageCache.save(start, block);
    return block;
  }

  /** The failure is what counts, even where the lake cannot keep the pages either. */
  private void saveAfterFailure(
      SpotifyException failed,
      SearchPageCache.PagePosition start,
      SearchPageCache.CachedPages partial) {
    if (partial.calls() == 0) {
      return;
    }
    try {
      pageCache.save(start, partial);
    } catch (LakeException second) {
      failed.addSuppressed(second);
    }
  }

  private static SearchPageCache.PagePosition next(
      SearchPageCache.PagePosition position, boolean hasNext) {
    int offset = position.offset() + PAGE_SIZE;
    return hasNext && offset < MAX_RESULT_WINDOW
        ? new SearchPageCache.PagePosition(position.query(), offset)
        : new SearchPageCache.PagePosition(position.query() + 1, 0);
  }
}
