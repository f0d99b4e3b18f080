package pipeline.extract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyApi;
import pipeline.tables.stage.ListingSource;

/**
 * A source of the releases of watched artists and labels. The source sends a separate query for
 * each name. It reads further pages of a query only until a page has a release of this name and,
 * for a historical date, of this date.
 */
record WatchListSource(
    SpotifyApi spotify, List<WatchedName> watched, @Nullable String market, Instant now) {
  private static final int PAGE_SIZE = 10;

  /**
   * The maximum number of pages to read for a name. One page is not always enough, because the
   * first pages can contain only other artists, or other dates.
   */
  private static final int MAX_PAGES = 5;

  CapturedListing current() {
    return search("tag:new", null);
  }

  CapturedListing releasedOn(LocalDate ds) {
    return search("year:" + ds.getYear(), ds);
  }

  private CapturedListing search(String filter, @Nullable LocalDate ds) {
    Map<String, Album> found = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    boolean truncated = false;
    int nullItems = 0;
    for (WatchedName watch : watched) {
      PagedResult<Album> page;
      int offset = 0;
      int others = 0;
      boolean matched = false;
      do {
        page = spotify.searchPage(watch.filter() + " " + filter, market, offset, PAGE_SIZE);
        nullItems += page.nullItems();
        for (Album album : page.items()) {
          if (ds != null && !HistoricalSearch.isReleasedOn(ds, album)) {
            continue;
          }
          if (watch.isOf(album)) {
            matched = true;
            found.putIfAbsent(album.id(), album);
          } else {
            others++;
          }
        }
        offset += PAGE_SIZE;
      } while (!matched && page.truncated() && offset < MAX_PAGES * PAGE_SIZE);
      truncated |= page.truncated();
      if (others > 0) {
        warnings.add(
            "results by other %ss: %d in the search %s; they were left out"
                .formatted(watch.kind().field(), others, watch.filter()));
      }
    }
    return new CapturedListing(
        ListingSource.WATCH_LIST,
        PagedResult.merged(found.values(), truncated, nullItems, null),
        warnings,
        now);
  }
}
