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
  private static final int PAGE = 10;

  private static final int SEARCH_END = 1000;
  private static final int CALLS_A_BLOCK = 10;

  private final LazySpotify spotify;
  private final SearchPageCache pages;
  private final LocalDate ds;
  private final @Nullable String market;
  private final int maxCalls;
  private final Instant now;
  private final List<String> queries;

  HistoricalSearch(
      LazySpotify spotify,
      SearchPageCache pages,
      LocalDate ds,
      @Nullable String market,
      int maxCalls,
      Instant now) {
    this.spotify = spotify;
    this.pages = pages;
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
    queries.addAll(QueryShards.of("year:" + year));
    return queries;
  }

  static boolean isOf(LocalDate ds, Album album) {
    return ds.toString().equals(album.releaseDate()) && "day".equals(album.releaseDatePrecision());
  }

  CapturedListing take() {
    Map<String, Album> found = new LinkedHashMap<>();
    Instant begun = now;
    int nullItems = 0;
    SearchPageCache.PagePosition place = SearchPageCache.PagePosition.START;
    for (int calls = 0; calls < maxCalls && place.query() < queries.size(); ) {
      SearchPageCache.CachedPages block = block(place, maxCalls - calls);
      for (Album album : block.albums()) {
        if (isOf(ds, album)) {
          found.putIfAbsent(album.id(), album);
        }
      }
      begun = block.fetchedAt().isBefore(begun) ? block.fetchedAt() : begun;
      calls += block.calls();
      nullItems += block.nullItems();
      place = block.next();
    }
    return new CapturedListing(
        ListingSource.SEARCH_BY_DATE,
        List.copyOf(found.values()),
        List.of(),
        place.query() < queries.size(),
        CapturedListing.nullItems(nullItems),
        null,
        begun);
  }

  private SearchPageCache.CachedPages block(SearchPageCache.PagePosition place, int callsLeft) {
    return pages.at(place).orElseGet(() -> fetch(place, Math.min(CALLS_A_BLOCK, callsLeft)));
  }

  /** What was fetched before a failure is kept, too. */
  private SearchPageCache.CachedPages fetch(SearchPageCache.PagePosition start, int most) {
    List<Album> albums = new ArrayList<>();
    SearchPageCache.PagePosition place = start;
    int calls = 0;
    int nullItems = 0;
    try {
      while (calls < most && place.query() < queries.size()) {
        SearchPage page =
            spotify.get().searchPage(queries.get(place.query()), market, place.offset(), PAGE);
        calls++;
        albums.addAll(page.albums());
        nullItems += page.nullItems();
        place = next(place, page.hasNext());
      }
    } catch (SpotifyException failed) {
      SearchPageCache.CachedPages begun =
          new SearchPageCache.CachedPages(albums, calls, nullItems, place, now);
      keepBeside(failed, start, begun);
      throw failed;
    }
    SearchPageCache.CachedPages block =
        new SearchPageCache.CachedPages(albums, calls, nullItems, place, now);
    pages.keep(start, block);
    return block;
  }

  /** The failure is what counts, even where the lake cannot keep the pages either. */
  private void keepBeside(
      SpotifyException failed,
      SearchPageCache.PagePosition start,
      SearchPageCache.CachedPages begun) {
    if (begun.calls() == 0) {
      return;
    }
    try {
      pages.keep(start, begun);
    } catch (LakeException second) {
      failed.addSuppressed(second);
    }
  }

  private static SearchPageCache.PagePosition next(
      SearchPageCache.PagePosition place, boolean more) {
    int offset = place.offset() + PAGE;
    return more && offset < SEARCH_END
        ? new SearchPageCache.PagePosition(place.query(), offset)
        : new SearchPageCache.PagePosition(place.query() + 1, 0);
  }
}
