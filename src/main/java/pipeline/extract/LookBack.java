package pipeline.extract;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.spotify.Page;
import pipeline.spotify.SpotifyApi;
import pipeline.tables.Source;

/**
 * A date that has passed, looked for by searching its year: albums whose release date is that date.
 * The year has one fixed sequence of queries, offsets and page size, so every date of the year
 * filters the same pages.
 */
final class LookBack {
  /** What every app may ask for. */
  static final int PAGE = 10;

  private static final int SEARCH_END = 1000;

  private final SpotifyApi spotify;
  private final LocalDate ds;
  private final @Nullable String market;
  private final int maxCalls;

  LookBack(SpotifyApi spotify, LocalDate ds, @Nullable String market, int maxCalls) {
    this.spotify = spotify;
    this.ds = ds;
    this.market = market;
    this.maxCalls = maxCalls;
  }

  Taken take() {
    Map<String, Album> found = new LinkedHashMap<>();
    int calls = 0;
    boolean more = false;
    for (String query : queries(ds.getYear())) {
      more = true;
      for (int offset = 0; more && offset < SEARCH_END; offset += PAGE) {
        if (calls++ == maxCalls) {
          return taken(found, true);
        }
        Page page = spotify.searchPage(query, market, offset, PAGE);
        page.albums().stream().filter(this::isOfDate).forEach(a -> found.putIfAbsent(a.id(), a));
        more = page.more();
      }
    }
    return taken(found, more);
  }

  /** The whole year first, then its parts, for a query shows a thousand albums at most. */
  static List<String> queries(int year) {
    List<String> queries = new ArrayList<>();
    queries.add("year:" + year);
    for (char letter = 'a'; letter <= 'z'; letter++) {
      queries.add("year:" + year + " " + letter);
    }
    for (char digit = '0'; digit <= '9'; digit++) {
      queries.add("year:" + year + " " + digit);
    }
    return queries;
  }

  private boolean isOfDate(Album album) {
    return ds.toString().equals(album.releaseDate()) && "day".equals(album.releaseDatePrecision());
  }

  private static Taken taken(Map<String, Album> found, boolean truncated) {
    return new Taken(Source.SEARCH_BY_DATE, List.copyOf(found.values()), false, truncated, null);
  }
}
